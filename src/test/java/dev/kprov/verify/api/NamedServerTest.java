package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server whose certificate is for another name than its address.
class NamedServerTest {
    @TempDir
    private Path folder;

    private Certificates certificate;
    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        certificate = Certificates.until(Instant.now().plus(Duration.ofDays(1)), "apis.example.com");
        server = TlsServer.start(
                certificate.server(),
                session -> ((ExtendedSSLSession) session)
                        .getRequestedServerNames().stream()
                                .map(name -> ((SNIHostName) name).getAsciiName())
                                .toList());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void is_asked_by_the_name_that_its_certificate_is_for(String host) throws Exception {
        assertThat(nodes(host, trusted() + ", tls-server-name: apis.example.com"))
                .isInstanceOfSatisfying(
                        Part.Known.class, known -> assertThat(known.value()).hasToString("{\"kind\":\"NodeList\"}"));
        assertThat(server.seen()).containsExactly("apis.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void is_not_trusted_by_its_address(String host) throws Exception {
        assertThat(nodes(host, trusted())).isInstanceOfSatisfying(Part.Missing.class, missing -> {
            assertThat(missing.cause()).isEqualTo(Part.Cause.MISNAMED);
            assertThat(missing.why()).contains("x509");
        });
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void is_not_trusted_under_a_name_that_its_certificate_is_not_for() throws Exception {
        assertThat(nodes("127.0.0.1", trusted() + ", tls-server-name: other.example.com"))
                .isInstanceOfSatisfying(
                        Part.Missing.class,
                        missing -> assertThat(missing.why())
                                .contains("x509", "No subject alternative DNS name matching other.example.com found"));
    }

    @Test
    void its_name_is_told_also_where_its_certificate_is_not_looked_at() throws Exception {
        assertThat(nodes("localhost", "insecure-skip-tls-verify: true, tls-server-name: other.example.com"))
                .isInstanceOf(Part.Known.class);
        assertThat(server.seen()).containsExactly("other.example.com");
    }

    private Part<JsonNode> nodes(String host, String settings) throws Exception {
        try (KubeApi api = server.open(folder, host, settings, "token: t-1")) {
            return TlsServer.ask(api);
        }
    }

    private String trusted() {
        return "certificate-authority-data: " + certificate.certificateData();
    }
}
