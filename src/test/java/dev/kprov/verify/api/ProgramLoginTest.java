package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With what a program of the user's hands out.
class ProgramLoginTest {
    private static final String V1 = "client.authentication.k8s.io/v1";

    @TempDir
    private Path folder;

    private Certificates certificate;
    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        certificate = Certificates.until(Instant.now().plus(Duration.ofDays(1)), "localhost");
        server = TlsServer.start(
                InetAddress.getLoopbackAddress(),
                certificate.server(new Everybody()),
                exchange -> List.of(exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + Everybody.whose(exchange.getSSLSession())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_token_is_shown_until_its_time_is_over_and_then_another_one() throws Exception {
        program("""
            echo >>"$0.calls"
            echo 'a warning, which is nobody s JSON' >&2
            n=$(wc -l <"$0.calls")
            [ "$n" -gt 1 ] && end=2100-01-01T00:00:00Z || end=$(date -u -d '+5 seconds' +%FT%TZ)
            echo '{"apiVersion":"'$WANTED'","kind":"ExecCredential",
              "status":{"token":"t-'$n-$1'","expirationTimestamp":"'$end'"}}'
            """);
        try (KubeApi api = open("apiVersion: " + V1 + ", command: ./login, args: [\"a $HOME\"],"
                + " env: [{name: WANTED, value: " + V1 + "}]")) {
            for (int i = 0; i < 3; i++) {
                assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
            }
        }
        assertThat(server.seen())
                .containsExactly("Bearer t-2-a $HOME nobody", "Bearer t-2-a $HOME nobody", "Bearer t-2-a $HOME nobody");
        assertThat(folder.resolve("login.calls")).content().hasLineCount(2);
    }

    @Test
    void a_certificate_is_shown_too() throws Exception {
        Certificates ours = Certificates.until(Instant.now().plus(Duration.ofDays(1)), "client");
        Files.writeString(
                folder.resolve("given"), """
            {"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential",
             "status":{"clientCertificateData":"%s","clientKeyData":"%s"}}
            """.formatted(inJson(ours.certificateData()), inJson(ours.keyData())));
        program("cat \"${0%/*}/given\"");
        try (KubeApi api =
                open("apiVersion: client.authentication.k8s.io/v1beta1, command: " + folder.resolve("login"))) {
            assertThat(TlsServer.ask(api)).isInstanceOf(Part.Known.class);
        }
        assertThat(server.seen()).containsExactly("null CN=admin");
    }

    /// As kubectl tells it: <https://kubernetes.io/docs/reference/config-api/client-authentication.v1/>.
    @Test
    void the_program_may_know_the_cluster_if_it_wants_to() throws Exception {
        program("echo \"$KUBERNETES_EXEC_INFO\" >\"$0.info\"\n" + token("t-1"));
        try (KubeApi api = open("apiVersion: " + V1 + ", command: ./login, provideClusterInfo: true")) {
            assertThat(Json.read(Files.readAllBytes(folder.resolve("login.info"))))
                    .isEqualTo(Json.read("""
                            {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
                             "spec": {"interactive": false, "cluster": {"server": "%s",
                               "certificate-authority-data": "%s", "config": {"audience": "a"}}}}
                            """.formatted(api.server(), certificate.certificateData())
                            .getBytes(StandardCharsets.UTF_8)));
        }
        open("apiVersion: " + V1 + ", command: ./login").close();
        assertThat(Files.readString(folder.resolve("login.info"))).doesNotContain("cluster");
    }

    private static String inJson(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII).replace("\n", "\\n");
    }

    private static String token(String token) {
        return "echo '{\"apiVersion\":\"" + V1 + "\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"" + token
                + "\"}}'\n";
    }

    private void program(String body) throws Exception {
        Path file = Files.writeString(folder.resolve("login"), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String trusted() {
        return "certificate-authority-data: " + certificate.certificateData();
    }

    private KubeApi open(String exec) throws Exception {
        String cluster = "server: \"https://localhost:" + server.port() + "\", " + trusted()
                + ", extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a}}]";
        return KubeApi.open(
                Kubeconfigs.write(folder, cluster, "exec: {" + exec + "}"), Map.of("PATH", System.getenv("PATH")));
    }
}
