package dev.kprov.verify.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.verify.facility.Certificate.Holder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostCertificatesTest {
    /// Made with `openssl req -x509 -newkey ec`.
    private static final String CERTIFICATE =
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkVENDQVJ1Z0F3SUJBZ0lVUC95MWRHRjYzODl5"
                    + "ZGFYdUdrSkc2Q09JS2xzd0NnWUlLb1pJemowRUF3SXcKRHpFTk1Bc0dBMVVFQXd3RWRHVnpkREFnRncw"
                    + "eU5qRXhNamt4TVRRMU5UQmFHQTh5TVRJMk1URXdOVEV4TkRVMQpNRm93RHpFTk1Bc0dBMVVFQXd3RWRH"
                    + "VnpkREJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEEwSUFCUEtsCkp4cFBDbkJzNVV1RGhPODky"
                    + "REorc29JdndvOGVTUFphUkJ6b0FWOHhmd2h3cUxCRmxDMlVEcTdUZ05hTW9Ya0wKVmtQV3ZpMmxBM3hp"
                    + "Y1p5djhjcWpVekJSTUIwR0ExVWREZ1FXQkJSNTNqakIrNGpRZGZnMFRHaWJPZmhnREhVOQprekFmQmdO"
                    + "VkhTTUVHREFXZ0JSNTNqakIrNGpRZGZnMFRHaWJPZmhnREhVOWt6QVBCZ05WSFJNQkFmOEVCVEFECkFR"
                    + "SC9NQW9HQ0NxR1NNNDlCQU1DQTBnQU1FVUNJUUNoYVI2NWtER2NLeGhWZ29mbExQZUdNR3cxdEduRmN6"
                    + "OWwKOUdHVXlTNkJDUUlnVS9aQWpBd25TS1NyVlBCcjZmUm40bUR1SUJyM0VJSFRVb3ppemxKaENCTT0K"
                    + "LS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=";

    private static final Instant END = Instant.parse("2126-11-05T11:45:50Z");

    private static String pem() {
        return new String(Base64.getDecoder().decode(CERTIFICATE), StandardCharsets.US_ASCII);
    }

    @Test
    void the_first_certificate_of_each_file_is_read() throws CertificateException {
        List<Certificate> found = HostCertificates.read("= /etc/kubernetes/pki/ca.crt\n" + pem() + pem()
                + "= /etc/kubernetes/pki/empty.crt\n= /var/lib/kubelet/pki/kubelet-client-current.pem\n" + pem());

        assertThat(found)
                .extracting(Certificate::subject)
                .containsExactly("/etc/kubernetes/pki/ca.crt", "/var/lib/kubelet/pki/kubelet-client-current.pem");
        assertThat(found).allSatisfy(one -> {
            assertThat(one.holder()).isEqualTo(Holder.HOST);
            assertThat(one.until()).isEqualTo(END);
        });
    }

    @Test
    void a_host_may_keep_none() throws CertificateException {
        assertThat(HostCertificates.read("")).isEmpty();
    }

    @Test
    void what_is_no_certificate_is_not_passed_over() {
        String broken = "= /etc/kubernetes/pki/ca.crt\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

        assertThatThrownBy(() -> HostCertificates.read(broken)).isInstanceOf(CertificateException.class);
    }

    @Test
    void how_one_ends_is_told_as_seen_from_now() throws CertificateException {
        Certificate one = HostCertificates.read("= a\n" + pem()).getFirst();

        assertThat(one.late(END.minus(Duration.ofDays(31)))).isFalse();
        assertThat(one.late(END.minus(Duration.ofDays(29)))).isTrue();
        assertThat(one.ending(END.minus(Duration.ofDays(29)))).isEqualTo("expires on " + END + ", in 29 days");
        assertThat(one.ending(END.plus(Duration.ofDays(2)))).isEqualTo("expired on " + END);
    }
}
