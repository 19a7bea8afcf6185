package dev.kprov.verify.api.proxy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Who asks a proxy.
record Login(String user, String password) {
    /// Empty where the URL names nobody.
    static Optional<Login> of(URI proxy) {
        return Optional.ofNullable(proxy.getUserInfo()).map(told -> {
            int colon = told.indexOf(':');
            return colon < 0 ? new Login(told, "") : new Login(told.substring(0, colon), told.substring(colon + 1));
        });
    }

    /// As HTTP has it, RFC 7617.
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
