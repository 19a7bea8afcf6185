package dev.kprov.shell.ssh.config;

import java.nio.file.Path;
import java.util.List;

/// The configuration of OpenSSH's client: the user's file, then the system's.
///
/// @param files those that exist count; what they include is looked for in the folder they are in
public record SshConfig(LocalUser user, List<Path> files) {
    public SshConfig {
        files = List.copyOf(files);
    }

    /// `~/.ssh/config` and `/etc/ssh/ssh_config`.
    public static SshConfig of(LocalUser user) {
        return new SshConfig(user, List.of(user.ssh().resolve("config"), Path.of("/etc/ssh/ssh_config")));
    }

    /// A wrong line is a `KprovException` that names file and line.
    public HostConfig of(Destination destination) {
        return new ConfigReader(destination, user)
                .read(files.stream()
                        .map(file -> new ConfigFile(file, file.resolveSibling("")))
                        .toList());
    }
}
