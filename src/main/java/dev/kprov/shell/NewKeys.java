package dev.kprov.shell;

/// What becomes of host keys that nobody knows, and who hears of those that were accepted.
///
/// @param accepted whether they are accepted whatever `~/.ssh/config` says; changed and revoked ones never are
public record NewKeys(boolean accepted, Listener listener) {
    /// `~/.ssh/config` decides, and nobody listens.
    public static final NewKeys AS_CONFIGURED = new NewKeys(false, (host, text) -> {});

    @FunctionalInterface
    public interface Listener {
        /// May be called by many threads at once.
        void remark(String host, String text);
    }
}
