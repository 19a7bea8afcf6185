package dev.kprov.shell.script;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.ssh.SshSettings;
import dev.kprov.shell.ssh.SshShell;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.auth.Prompt;
import dev.kprov.shell.ssh.config.LocalUser;
import dev.kprov.shell.ssh.config.SshConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Times one step after the other, in turn attached and detached: `STEPS PORT USER KEY FINGERPRINT FOLDER`. Prints
/// the milliseconds of each pair. In this package, so that the steps can lie in a folder of the benchmark.
final class Detaching {
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private Detaching() {}

    public static void main(String[] arguments) throws Exception {
        Access.Ssh access = new Access.Ssh(
                "127.0.0.1",
                Optional.of(Integer.parseInt(arguments[1])),
                Optional.of(arguments[2]),
                Optional.of(arguments[3]),
                Optional.empty(),
                Optional.empty(),
                Optional.of(arguments[4]),
                new Access.Jump.None());
        Become become = new Become(Become.Method.SUDO_UNLESS_ROOT, Optional.empty());
        Host host = new Host("cp-1", "cp-1", "cp-1", Set.of(), Map.of(), List.of(), access, become);
        LocalUser local = new LocalUser(arguments[2], Path.of("/nonexistent"), Map.of());
        SshSettings settings =
                new SshSettings(SshConfig.of(local), Duration.ofSeconds(60), new OpenKeys(Prompt.NONE));
        StepFolders folders = new StepFolders(arguments[5] + "/lib", arguments[5] + "/run");
        Script script = new Script("bench", "echo one; echo two >&2; changed it", Map.of(), Map.of(), Set.of());
        List<Runnable> later = new ArrayList<>();
        try (Shell shell = SshShell.open(host, access, settings, secret -> "")) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                StepLabel label = StepLabel.of("bench", "step-" + i, "cp-1", "bench", "cp-1/step-" + i, "Step " + i);
                DetachedRun detached = new DetachedRun(label, folders, ENOUGH, later::add);
                long attachedTook = took(() -> ScriptRun.run(shell, script, Map.of(), Deaf.INSTANCE, ENOUGH));
                long detachedTook = took(() -> detached.run(shell, script, Map.of(), Deaf.INSTANCE, ENOUGH));
                System.out.printf("%.1f %.1f%n", attachedTook / 1e6, detachedTook / 1e6);
            }
            later.forEach(Runnable::run);
        }
    }

    private interface Run {
        ScriptRun.Finished go() throws InterruptedException;
    }

    private static long took(Run run) throws InterruptedException {
        long begin = System.nanoTime();
        ScriptRun.Finished finished = run.go();
        long end = System.nanoTime();
        if (!finished.result().ok() || !finished.changes().equals(List.of("it"))) {
            throw new IllegalStateException("the step went wrong: " + finished);
        }
        return end - begin;
    }

    private enum Deaf implements ScriptRun.Listener {
        INSTANCE;

        @Override
        public void line(Output.Stream stream, String line) {}

        @Override
        public void waiting(String what) {}
    }
}
