package dev.kprov.shell.openssh;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.launch.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The `ssh` program of this machine.
final class Program {
    private final String host;
    private final Launcher launcher;

    /// @param host the host that it is for, as messages name it
    Program(String host, Map<String, String> environment) {
        this.host = host;
        this.launcher = new Launcher(environment);
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        boolean there = List.of(path.split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, "ssh")));
        if (!there) {
            throw new KprovException(problem(
                    "there is no ssh program on this machine",
                    host + " has connection: openssh, and no folder of PATH has ssh",
                    "install it: apt-get install openssh-client (Debian, Ubuntu), dnf install openssh-clients (Fedora,"
                            + " RHEL); or write connection: ssh"));
        }
    }

    /// What a short call left behind.
    ///
    /// @param said both of its streams
    record Answer(int exitStatus, String said) {}

    Process start(List<String> argv) {
        try {
            return launcher.start(argv);
        } catch (IOException e) {
            throw new KprovException(
                    List.of(problem(
                            "cannot start " + argv.getFirst() + " for " + host,
                            String.valueOf(e.getMessage()),
                            "see whether this machine has /bin/sh and processes to spare")),
                    e);
        }
    }

    /// Waits for a call that asks no network.
    Answer ask(List<String> argv) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&1 </dev/null", "kprov"));
        line.addAll(argv);
        Process process = start(line);
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), said.strip());
        } catch (IOException e) {
            throw new KprovException(
                    List.of(problem(
                            "cannot hear what ssh says of " + host,
                            String.valueOf(e.getMessage()),
                            "run kprov again; if it stays so, see the limits of this machine (ulimit -a)")),
                    e);
        } finally {
            process.destroy();
        }
    }

    private Problem problem(String what, String why, String remedy) {
        return new Problem(ExitCode.UNREACHABLE, host, what, why, remedy);
    }
}
