package dev.kprov.shell.ssh.auth;

/// Something to log in with.
public sealed interface Identity {
    /// As messages name it, e.g. `key /home/me/.ssh/id_ed25519`.
    String name();

    /// A key or certificate that can be shown to the server; whether its private key can be used turns out when the
    /// server wants it.
    record Usable(String name, PublicKeyBlob blob, Signer signer) implements Identity {}

    /// What was meant to be one.
    record Unusable(String name, String why, String remedy) implements Identity {
        static Unusable of(String name, UnusableKeyException reason) {
            return new Unusable(name, reason.why(), reason.remedy());
        }
    }
}
