package dev.kprov.inventory;

import java.util.Optional;

/// How to become root on a host.
///
/// @param password what `sudo` or `doas` asks for; empty when it asks for nothing
public record Become(Method method, Optional<SecretRef> password) {
    public static final Become NONE = new Become(Method.NONE, Optional.empty());

    public enum Method {
        SUDO,
        DOAS,
        NONE,
        /// Where the inventory says nothing, and who logs in is not known yet: as SUDO, but as NONE for root.
        SUDO_UNLESS_ROOT
    }

    /// What it comes to for a user.
    public Become as(String user) {
        if (method != Method.SUDO_UNLESS_ROOT) {
            return this;
        }
        return user.equals("root") ? NONE : new Become(Method.SUDO, password);
    }
}
