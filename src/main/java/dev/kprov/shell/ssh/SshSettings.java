package dev.kprov.shell.ssh;

import dev.kprov.shell.ssh.auth.OpenKeys;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What all connections share.
///
/// @param home the user's home folder: `.ssh/known_hosts` and the usual keys are looked for there
/// @param agent the socket of `ssh-agent`, as `SSH_AUTH_SOCK` names it
/// @param keys encrypted keys, once they are open
public record SshSettings(Path home, Duration connectTimeout, Optional<Path> agent, OpenKeys keys) {
    /// A path as the user writes it.
    Path file(String name) {
        try {
            return name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
        } catch (InvalidPathException e) {
            return home.resolve("unusable-name");
        }
    }

    Path knownHosts() {
        return home.resolve(".ssh").resolve("known_hosts");
    }

    int connectMillis() {
        return (int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE);
    }
}
