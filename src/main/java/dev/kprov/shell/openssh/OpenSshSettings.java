package dev.kprov.shell.openssh;

import dev.kprov.shell.NewKeys;
import dev.kprov.shell.openssh.jump.JumpSockets;
import dev.kprov.shell.process.Admissions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What all connections share.
///
/// @param environment of the program, with the agent's socket in it
/// @param home what `~` stands for
/// @param files the configuration of OpenSSH, the one that counts first; they need not exist
/// @param connectTimeout unless the configuration has one for a host
/// @param admissions what is known about becoming root
/// @param jumps the connections to jump hosts
/// @param newKeys what becomes of host keys that nobody knows
public record OpenSshSettings(
        Map<String, String> environment,
        Path home,
        List<Path> files,
        Duration connectTimeout,
        Admissions admissions,
        JumpSockets jumps,
        NewKeys newKeys) {
    public OpenSshSettings {
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }

    /// With the files that the program itself would read.
    public static OpenSshSettings of(
            Map<String, String> environment, Path home, Duration connectTimeout, NewKeys newKeys) {
        return new OpenSshSettings(
                environment,
                home,
                List.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config")),
                connectTimeout,
                new Admissions(),
                new JumpSockets(),
                newKeys);
    }

    Path path(String written) {
        return written.startsWith("~/") ? home.resolve(written.substring(2)) : Path.of(written);
    }
}
