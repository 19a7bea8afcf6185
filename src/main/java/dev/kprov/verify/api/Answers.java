package dev.kprov.verify.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.KubeApi.Reply;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What the server's answers mean.
final class Answers {
    private static final int UNAUTHORIZED = 401;

    private final Optional<X509Certificate> own;

    /// @param own the client's certificate that was shown, if there is one
    Answers(Optional<X509Certificate> own) {
        this.own = own;
    }

    interface Parser {
        JsonNode parse(byte[] text) throws IOException;
    }

    static boolean refuses(int code) {
        return code >= 300;
    }

    Part<JsonNode> json(Reply reply, Parser parser) {
        if (refuses(reply.code())) {
            return refusal(reply);
        }
        try {
            return new Part.Known<>(parser.parse(reply.body()));
        } catch (IOException e) {
            return foreign(e);
        }
    }

    /// Something else answers there.
    static <T> Part<T> foreign(IOException e) {
        return new Part.Missing<>("the answer is not of Kubernetes: " + e.getMessage(), Part.Cause.BROKEN);
    }

    <T> Part<T> refusal(Reply reply) {
        return new Part.Missing<>("HTTP " + reply.code() + ": " + reply.message() + expiry(reply), cause(reply.code()));
    }

    /// A server that is shown an expired certificate says no more than that nobody is known.
    private String expiry(Reply reply) {
        return reply.code() == UNAUTHORIZED
                ? own.map(certificate -> certificate.getNotAfter().toInstant())
                        .filter(until -> reply.date().filter(until::isBefore).isPresent())
                        .map(until -> "; the client certificate of the kubeconfig expired on " + until)
                        .orElse("")
                : "";
    }

    /// When it was given, by the server's clock.
    static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return Optional.ofNullable(response.header("Date"))
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Part.Cause cause(int code) {
        return switch (code) {
            case 401, 403 -> Part.Cause.DENIED;
            case 404 -> Part.Cause.ABSENT;
            case 409 -> Part.Cause.EXISTS;
            default -> Part.Cause.BROKEN;
        };
    }
}
