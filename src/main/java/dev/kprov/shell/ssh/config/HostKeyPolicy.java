package dev.kprov.shell.ssh.config;

/// `StrictHostKeyChecking`: what becomes of a host key that no file has. Nobody is asked: `ask` is STRICT.
public enum HostKeyPolicy {
    /// It is refused.
    STRICT,
    /// It is accepted and remembered; a changed one is refused.
    ACCEPT_NEW,
    /// As ACCEPT_NEW, but a changed one is accepted as well; no password is sent then.
    OFF
}
