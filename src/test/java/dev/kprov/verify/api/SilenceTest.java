package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class SilenceTest {
    @Test
    void a_certificate_of_the_future_is_a_matter_of_the_clock() {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateNotYetValidException("NotBefore: noon"));

        assertThat(new Silence("https://api").explain(failure))
                .isEqualTo(new Part.Missing<>(
                        "https://api: x509: the certificate is not valid yet by this machine's clock, NotBefore: noon",
                        Part.Cause.UNTRUSTED));
    }

    @Test
    void a_certificate_of_the_past_is_called_so() {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateExpiredException("NotAfter: noon"));

        assertThat(new Silence("https://api").explain(failure))
                .isEqualTo(new Part.Missing<>(
                        "https://api: x509: the certificate has expired by this machine's clock, NotAfter: noon",
                        Part.Cause.UNTRUSTED));
    }

    @Test
    void a_server_that_goes_away_during_the_handshake_is_silent_and_not_untrusted() {
        SSLHandshakeException ended = new SSLHandshakeException("Remote host terminated the handshake");
        ended.initCause(new EOFException("SSL peer shut down incorrectly"));
        SSLException reset = new SSLException("Connection reset", new SocketException("Connection reset"));

        assertThat(Stream.of(ended, reset, new SSLException("Remote host closed the channel")))
                .allSatisfy(failure -> assertThat(new Silence("https://api").explain(failure))
                        .isEqualTo(new Part.Missing<>(
                                "https://api: the connection was closed during the TLS handshake", Part.Cause.SILENT)));
    }

    @Test
    void a_certificate_for_another_name_is_told_from_one_that_is_not_trusted() {
        assertThat(new Silence("https://api")
                        .explain(new SSLHandshakeException("No subject alternative names matching")))
                .isEqualTo(new Part.Missing<>(
                        "https://api: x509: No subject alternative names matching", Part.Cause.MISNAMED));
    }
}
