package dev.kprov.bench;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.shell.Command;
import dev.kprov.shell.HostShells;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.ssh.SshSettings;
import dev.kprov.shell.ssh.SshShell;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.auth.Prompt;
import dev.kprov.shell.ssh.config.LocalUser;
import dev.kprov.shell.ssh.config.SshConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Runs commands on many hosts through the shells that `kprov up` has, as `src/bench/fanout` asks:
/// `HOSTS COMMANDS PARALLEL PORT USER KEY FINGERPRINT`. Ends well only when every command answered rightly; prints
/// the peak memory of its process in kB, while all connections are open.
final class Fanout {
    private Fanout() {}

    public static void main(String[] arguments) throws Exception {
        int hosts = Integer.parseInt(arguments[0]);
        int commands = Integer.parseInt(arguments[1]);
        Semaphore permits = new Semaphore(Integer.parseInt(arguments[2]));
        try (HostShells shells = shells(Integer.parseInt(arguments[3]), arguments[4], arguments[5], arguments[6]);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < hosts; i++) {
                Host host = host("host-" + i);
                work.add(threads.submit(() -> {
                    permits.acquire();
                    try {
                        for (int n = 0; n < commands; n++) {
                            Result result = shells.on(host).run(
                                    Command.of("echo", host.name()), Output.NONE, Duration.ofMinutes(1));
                            if (!result.equals(new Result(0, host.name() + "\n", ""))) {
                                throw new IllegalStateException(host.name() + " answered " + result);
                            }
                        }
                        return null;
                    } finally {
                        permits.release();
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
            System.out.println(peak());
        }
    }

    private static HostShells shells(int port, String user, String key, String fingerprint) {
        Access.Ssh access = new Access.Ssh(
                "127.0.0.1",
                Optional.of(port),
                Optional.of(user),
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                Optional.of(fingerprint),
                new Access.Jump.None());
        LocalUser local = new LocalUser(user, Path.of("/nonexistent"), Map.of());
        SshSettings settings =
                new SshSettings(SshConfig.of(local), Duration.ofSeconds(60), new OpenKeys(Prompt.NONE));
        return new HostShells(host -> SshShell.open(host, access, settings, secret -> ""));
    }

    private static Host host(String name) {
        return new Host(name, name, name, Set.of(), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }

    private static String peak() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
    }
}
