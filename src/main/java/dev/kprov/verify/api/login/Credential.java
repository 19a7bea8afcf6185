package dev.kprov.verify.api.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What shows an API server who asks: a token, a certificate with its key, or both.
///
/// @param token a bearer token
/// @param certificate of the client, in PEM
/// @param key the certificate's private one, in PEM
/// @param expires when another one is needed; empty: never, as far as is known
public record Credential(
        Optional<String> token, Optional<String> certificate, Optional<String> key, Optional<Instant> expires) {
    /// Reads an `ExecCredential` of
    /// [client.authentication.k8s.io](https://kubernetes.io/docs/reference/config-api/client-authentication.v1/).
    ///
    /// @param apiVersion that it must have
    static Credential read(String json, String apiVersion) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        String is =
                root.path("kind").asText("") + " of " + root.path("apiVersion").asText("");
        if (!is.equals("ExecCredential of " + apiVersion)) {
            throw new IOException("it is to print an ExecCredential of " + apiVersion + ", and this is "
                    + (is.equals(" of ") ? "none" : "a " + is));
        }
        JsonNode status = root.path("status");
        Credential read = new Credential(
                text(status, "token"),
                text(status, "clientCertificateData"),
                text(status, "clientKeyData"),
                time(status));
        if (read.certificate().isPresent() != read.key().isPresent()) {
            throw new IOException("of certificate and key it gives one only");
        }
        if (read.token().isEmpty() && read.certificate().isEmpty()) {
            throw new IOException("it gives neither a token nor a certificate");
        }
        return read;
    }

    boolean holdsAt(Instant moment) {
        return expires.filter(end -> !end.isAfter(moment)).isEmpty();
    }

    private static Optional<String> text(JsonNode status, String field) {
        return Optional.of(status.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    private static Optional<Instant> time(JsonNode status) throws IOException {
        Optional<String> text = text(status, "expirationTimestamp");
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            throw new IOException("its expirationTimestamp is no time: " + text.orElse(""), e);
        }
    }

    /// Without what must not be seen.
    @Override
    public String toString() {
        return "Credential[expires=" + expires + "]";
    }
}
