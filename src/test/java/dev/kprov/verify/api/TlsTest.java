package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.KprovException;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real TLS, with a server that would like to see a certificate.
class TlsTest {
    @TempDir
    private Path folder;

    private final Everybody everybody = new Everybody();
    private Instant end;
    private Certificates certificate;
    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        end = Instant.now().plus(Duration.ofDays(1));
        certificate = Certificates.until(end, "localhost");
        server = TlsServer.start(certificate.server(everybody), session -> List.of(Everybody.whose(session)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"EC, false", "EC, true", "RSA, false", "RSA, true"})
    void a_key_in_any_form_proves_who_we_are(String algorithm, boolean old) throws Exception {
        Certificates ours = Certificates.of(algorithm, end, "client");
        try (KubeApi api = open(
                trusted(),
                "client-certificate-data: " + ours.certificateData() + ", client-key-data: "
                        + (old ? ours.oldKeyData() : ours.keyData()))) {
            assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
            assertThat(api.ownCertificate())
                    .hasValueSatisfying(own ->
                            assertThat(own.getPublicKey()).isEqualTo(ours.keys().getPublic()));
        }
        assertThat(server.seen()).containsExactly("CN=admin");
    }

    @Test
    void without_a_key_we_are_nobody_and_still_know_whom_we_ask() throws Exception {
        try (KubeApi api = open(trusted(), "token: t-1")) {
            assertThat(api.certificate()).isEmpty();
            assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
            assertThat(api.certificate()).contains(certificate.certificate());
            assertThat(api.ownCertificate()).isEmpty();
        }
        assertThat(server.seen()).containsExactly("nobody");
    }

    @Test
    void only_the_authority_of_the_kubeconfig_is_trusted() throws Exception {
        Path store = folder.resolve("everybody.p12");
        KeyStore all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        all.setCertificateEntry("server", certificate.certificate());
        try (OutputStream out = Files.newOutputStream(store)) {
            all.store(out, "changeit".toCharArray());
        }
        Certificates other = Certificates.until(end, "other");
        String former = System.setProperty("javax.net.ssl.trustStore", store.toString());
        try (KubeApi api = open("certificate-authority-data: " + other.certificateData(), "token: t-1")) {
            assertThat(TlsServer.ask(api))
                    .isInstanceOfSatisfying(
                            Part.Missing.class,
                            missing -> assertThat(missing.cause()).isEqualTo(Part.Cause.UNTRUSTED));
        } finally {
            if (former == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            }
        }
    }

    @Test
    void what_is_no_key_is_told() throws Exception {
        String user = "client-certificate-data: " + certificate.certificateData() + ", client-key-data: S0VZ";

        assertThatThrownBy(() -> open(trusted(), user).close())
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains("the client's key"));
    }

    @Test
    void a_server_that_takes_none_of_the_usual_curves_is_offered_the_others() throws Exception {
        server.takeOnly("secp384r1");

        try (KubeApi api = open(trusted(), "token: t-1")) {
            assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
            assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
        }
        assertThat(server.seen()).containsExactly("nobody", "nobody");
    }

    @Test
    void streams_need_not_prove_again_who_we_are() throws Exception {
        Certificates ours = Certificates.of("RSA", end, "client");
        String user = "client-certificate-data: " + ours.certificateData() + ", client-key-data: " + ours.keyData();
        try (KubeApi api = open(trusted(), user)) {
            assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
            for (int i = 0; i < 3; i++) {
                // This server knows nothing of streams, and says so over the connection that was made for one.
                assertThat(api.connect("/portforward", "v4.channel.k8s.io", new WebSocket.Listener() {}))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(WebSocketHandshakeException.class);
            }
        }
        assertThat(server.seen()).hasSize(4).containsOnly("CN=admin");
        assertThat(everybody.asked()).isEqualTo(1);
    }

    private KubeApi open(String settings, String user) throws IOException, InterruptedException {
        return server.open(folder, "localhost", settings, user);
    }

    private String trusted() {
        return "certificate-authority-data: " + certificate.certificateData();
    }
}
