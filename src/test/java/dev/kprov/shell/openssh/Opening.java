package dev.kprov.shell.openssh;

import dev.kprov.inventory.Access;
import dev.kprov.shell.Command;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.Shell;
import dev.kprov.shell.ssh.OpenSsh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A program that opens a shell, runs a command that does not end, and waits to be killed.
final class Opening {
    private Opening() {}

    public static void main(String[] arguments) throws InterruptedException {
        Access.Ssh ssh = new Access.Ssh(
                "127.0.0.1",
                Optional.of(Integer.valueOf(arguments[0])),
                Optional.of(OpenSsh.USER),
                Optional.of(arguments[2]),
                Optional.empty(),
                Optional.empty(),
                Optional.of(arguments[1]),
                new Access.Jump.Unsaid());
        OpenSshSettings settings = OpenSshSettings.of(
                System.getenv(), Path.of("/nonexistent"), Duration.ofSeconds(20), NewKeys.AS_CONFIGURED);
        try (Shell shell = OpenSshShell.open(OpenSshBed.host(ssh), new Access.OpenSsh(ssh), settings, secret -> "")) {
            shell.run(
                    Command.of("sh", "-c", "echo open; sleep 600"),
                    (stream, line) -> System.out.println(line),
                    Duration.ofMinutes(10));
        }
    }
}
