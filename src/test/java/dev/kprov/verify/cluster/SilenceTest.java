package dev.kprov.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class SilenceTest {
    @Test
    void a_certificate_of_the_future_is_a_matter_of_the_clock() {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateNotYetValidException("NotBefore: noon"));

        assertThat(Silence.explain("https://api", failure))
                .isEqualTo(new Part.Missing<>(
                        "https://api: x509: the certificate is not valid yet by this machine's clock, NotBefore: noon",
                        Part.Cause.UNTRUSTED));
    }
}
