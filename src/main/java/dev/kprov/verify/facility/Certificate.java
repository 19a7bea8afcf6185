package dev.kprov.verify.facility;

import java.time.Duration;
import java.time.Instant;

/// For how long a certificate holds.
///
/// @param subject e.g. `CN=kube-apiserver`
public record Certificate(Holder holder, String subject, Instant from, Instant until) {
    /// Whose it is.
    public enum Holder {
        API_SERVER("the API server's"),
        KUBECONFIG("the kubeconfig's");

        private final String words;

        Holder(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    public Duration life() {
        return Duration.between(from, until);
    }
}
