package dev.kprov.shell.ssh;

import java.nio.file.Path;
import java.time.Duration;

/// What all connections share.
///
/// @param home the user's home folder: `.ssh/known_hosts` and the usual keys are looked for there
public record SshSettings(Path home, Duration connectTimeout) {
    Path knownHosts() {
        return home.resolve(".ssh").resolve("known_hosts");
    }

    int connectMillis() {
        return (int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE);
    }
}
