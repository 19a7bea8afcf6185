package dev.kprov.installer;

/// Secrets that kprov makes for one run.
///
/// @param bootstrapToken as `[a-z0-9]{6}.[a-z0-9]{16}`
/// @param certificateKey 64 lower-case hex digits
public record Credentials(String bootstrapToken, String certificateKey) {
    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
