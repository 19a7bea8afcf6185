package dev.kprov.shell.ssh;

import dev.kprov.shell.NewKeys;
import dev.kprov.shell.process.Admissions;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.config.SshConfig;
import dev.kprov.shell.ssh.pace.Turns;
import java.time.Duration;

/// What all connections share.
///
/// @param config OpenSSH's own configuration, for what the inventory does not say
/// @param connectTimeout unless the configuration has one for a host
/// @param keys encrypted keys, once they are open
/// @param jumpHosts the connections to them
/// @param turns who may log in now
/// @param admissions what is known about becoming root
/// @param newKeys what becomes of host keys that nobody knows
public record SshSettings(
        SshConfig config,
        Duration connectTimeout,
        OpenKeys keys,
        JumpHosts jumpHosts,
        Turns turns,
        Admissions admissions,
        NewKeys newKeys) {
    public SshSettings(SshConfig config, Duration connectTimeout, OpenKeys keys) {
        this(config, connectTimeout, keys, NewKeys.AS_CONFIGURED);
    }

    public SshSettings(SshConfig config, Duration connectTimeout, OpenKeys keys, NewKeys newKeys) {
        this(config, connectTimeout, keys, new JumpHosts(), new Turns(), new Admissions(), newKeys);
    }
}
