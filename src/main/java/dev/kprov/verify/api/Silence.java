package dev.kprov.verify.api;

import dev.kprov.verify.api.proxy.Way;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Why no answer came, in words.
///
/// @param url of the server
/// @param way to it
record Silence(String url, Way way) {
    private static final List<String> CUT_OFF =
            List.of("Remote host terminated the handshake", "Remote host closed the channel", "Connection reset");
    private static final List<String> OTHER_NAME = List.of("No subject alternative", "No name matching");

    Silence(String url) {
        this(url, Way.STRAIGHT);
    }

    private String server() {
        return url + way.words();
    }

    private <T> Part<T> silent(String why) {
        return new Part.Missing<>(server() + ": " + why, way.straight() ? Part.Cause.SILENT : Part.Cause.ASTRAY);
    }

    /// Nothing came while it was waited for.
    <T> Part<T> noAnswer() {
        return silent("no answer within " + KubeApi.REQUEST_MILLIS / 1000 + " s");
    }

    <T> Part<T> explain(Throwable failure) {
        Optional<String> lost = way.failure();
        if (lost.isPresent()) {
            return silent(lost.get());
        }
        List<Throwable> causes = causes(failure);
        Throwable last = causes.getLast();
        if (cutOff(causes)) {
            return silent("the connection was closed during the TLS handshake");
        }
        if (has(causes, SSLException.class) || has(causes, CertificateException.class)) {
            // The message alone would be a date.
            return new Part.Missing<>(
                    server() + ": x509: " + untimely(causes) + text(last),
                    misnamed(last) ? Part.Cause.MISNAMED : Part.Cause.UNTRUSTED);
        }
        return silent(reason(causes).orElseGet(() -> text(last)));
    }

    /// The JDK has no exception of its own for that.
    private static boolean misnamed(Throwable last) {
        return OTHER_NAME.stream().anyMatch(text(last)::startsWith);
    }

    private static String untimely(List<Throwable> causes) {
        if (has(causes, CertificateNotYetValidException.class)) {
            return "the certificate is not valid yet by this machine's clock, ";
        }
        return has(causes, CertificateExpiredException.class)
                ? "the certificate has expired by this machine's clock, "
                : "";
    }

    /// Whether the other end went away before it had shown a certificate, as a port does that is forwarded to a
    /// server which has not started yet. The JDK has no exception of its own for that.
    private static boolean cutOff(List<Throwable> causes) {
        return has(causes, SSLException.class)
                && !has(causes, CertificateException.class)
                && causes.stream()
                        .anyMatch(cause -> cause instanceof EOFException
                                || cause instanceof SocketException
                                || CUT_OFF.stream().anyMatch(text(cause)::contains));
    }

    /// The timeouts come first: the JDK's connect timeout is both a timeout and a failed connection.
    private static Optional<String> reason(List<Throwable> causes) {
        if (has(causes, HttpTimeoutException.class)) {
            return Optional.of("no answer in time");
        }
        if (has(causes, UnresolvedAddressException.class) || has(causes, UnknownHostException.class)) {
            return Optional.of("the name is not known");
        }
        if (has(causes, NoRouteToHostException.class)) {
            return Optional.of("no route to the host");
        }
        // Fabric8 breaks down so on an answer without a body.
        if (has(causes, NullPointerException.class)) {
            return Optional.of("a proxy on the way does not lead there");
        }
        return has(causes, ConnectException.class) ? Optional.of("connection refused") : Optional.empty();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable at = failure; at != null && !causes.contains(at); at = at.getCause()) {
            causes.add(at);
        }
        return causes;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
