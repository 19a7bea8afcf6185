package dev.kprov.shell.ssh.auth;

/// Whoever holds a private key.
@FunctionalInterface
interface Signer {
    /// Signs and returns the signature with its algorithm's name before it (RFC 4253, section 6.6).
    ///
    /// @param algorithm of the signature, e.g. `ssh-ed25519` or `rsa-sha2-512`; never that of a certificate
    byte[] sign(String algorithm, byte[] bytes) throws UnusableKeyException, InterruptedException;
}
