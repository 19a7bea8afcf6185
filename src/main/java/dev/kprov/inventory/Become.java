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
        NONE
    }
}
