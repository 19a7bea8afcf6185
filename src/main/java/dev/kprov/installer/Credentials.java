package dev.kprov.installer;

import java.util.Map;

/// Secrets of one run.
///
/// @param bootstrapToken made by kprov, as `[a-z0-9]{6}.[a-z0-9]{16}`
/// @param certificateKey made by kprov, 64 lower-case hex digits
/// @param secrets those that the profile refers to, by the installer's name for them
public record Credentials(String bootstrapToken, String certificateKey, Map<String, String> secrets) {
    /// For what needs none.
    public static final Credentials NONE = new Credentials("", "");

    public Credentials {
        secrets = Map.copyOf(secrets);
    }

    /// Without any of the profile's.
    public Credentials(String bootstrapToken, String certificateKey) {
        this(bootstrapToken, certificateKey, Map.of());
    }

    /// The same with those of the profile.
    public Credentials with(Map<String, String> read) {
        return new Credentials(bootstrapToken, certificateKey, read);
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
