package dev.kprov.shell.ssh.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Who runs kprov.
///
/// @param environment its variables
public record LocalUser(String name, Path home, Map<String, String> environment) {
    public LocalUser {
        environment = Map.copyOf(environment);
    }

    /// Where OpenSSH keeps what belongs to a user.
    public Path ssh() {
        return home.resolve(".ssh");
    }

    /// A path with a leading `~`.
    public Path path(String written) {
        try {
            boolean below = written.startsWith("~/");
            return written.equals("~") ? home : below ? home.resolve(written.substring(2)) : Path.of(written);
        } catch (InvalidPathException e) {
            return home.resolve("unusable-name");
        }
    }
}
