package dev.kprov.shell.ssh.auth;

import dev.kprov.inventory.SecretRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The keys that a login may use.
///
/// @param identityFiles private keys, or public ones whose private key the agent holds
/// @param usual whether they are only those that everybody may have: what is not there is not missed then
/// @param certificateFiles certificates; where there are none, the `-cert.pub` beside each key is one
/// @param identitiesOnly whether the agent may only help with these keys, and not add others
/// @param agent the agent's socket
/// @param passphrase of the identity files
public record Credentials(
        List<Path> identityFiles,
        boolean usual,
        List<Path> certificateFiles,
        boolean identitiesOnly,
        Optional<Path> agent,
        Optional<SecretRef> passphrase) {
    public Credentials {
        identityFiles = List.copyOf(identityFiles);
        certificateFiles = List.copyOf(certificateFiles);
    }
}
