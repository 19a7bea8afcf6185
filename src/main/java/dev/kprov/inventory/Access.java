package dev.kprov.inventory;

import java.util.Optional;

/// How commands get to a host.
public sealed interface Access {
    /// Over SSH.
    ///
    /// @param identityFile private key; the usual ones of `~/.ssh` are tried when empty
    /// @param password of the login; empty when keys are used
    /// @param hostKey fingerprint as `SHA256:…`; `~/.ssh/known_hosts` decides when empty
    /// @param jump the host to go through
    record Ssh(
            String address,
            int port,
            String user,
            Optional<String> identityFile,
            Optional<SecretRef> password,
            Optional<String> hostKey,
            Optional<Ssh> jump)
            implements Access {}

    /// On this machine, as a local process.
    record Local() implements Access {}
}
