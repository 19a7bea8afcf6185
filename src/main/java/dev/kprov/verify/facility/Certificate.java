package dev.kprov.verify.facility;

import java.time.Duration;
import java.time.Instant;

/// For how long the API server's certificate holds.
///
/// @param subject e.g. `CN=kube-apiserver`
public record Certificate(String subject, Instant from, Instant until) {
    public Duration life() {
        return Duration.between(from, until);
    }
}
