package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of a server's refusal.
class KubeApiTest {
    private static final String UNAUTHORIZED =
            "{\"kind\": \"Status\", \"status\": \"Failure\", \"message\": \"Unauthorized\", \"code\": 401}";

    @TempDir
    private Path folder;

    private final Map<String, List<String>> headers = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
            byte[] body = UNAUTHORIZED.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_client_certificate_that_has_expired_is_named_when_the_server_knows_nobody() throws Exception {
        Instant until = Instant.parse("2026-11-01T00:00:00Z");

        assertThat(refusal(until))
                .isEqualTo("HTTP 401: Unauthorized; the client certificate of the kubeconfig expired on " + until);
    }

    @Test
    void one_that_has_not_is_not() throws Exception {
        assertThat(refusal(Instant.now().plus(Duration.ofDays(1)))).isEqualTo("HTTP 401: Unauthorized");
    }

    @Test
    void acts_as_the_one_whom_the_kubeconfig_names_with_the_token_of_its_file() throws Exception {
        Files.writeString(folder.resolve("token"), "t-1\n");
        String user = "tokenFile: token, as: jane, as-groups: [developers, on-call], as-user-extra: {scopes: [view]}";

        try (KubeApi api = KubeApi.open(Kubeconfigs.write(folder, cluster(), user))) {
            api.json(api.get("/api/v1/nodes"));
        }

        assertThat(headers)
                .containsEntry("Authorization", List.of("Bearer t-1"))
                .containsEntry("Impersonate-user", List.of("jane"))
                .containsEntry("Impersonate-group", List.of("developers", "on-call"))
                .containsEntry("Impersonate-extra-scopes", List.of("view"));
    }

    private String refusal(Instant until) throws Exception {
        Certificates certificate = Certificates.until(until, "admin");
        String user = "client-certificate-data: %s, client-key-data: %s"
                .formatted(certificate.certificateData(), certificate.keyData());
        try (KubeApi api = KubeApi.open(Kubeconfigs.write(folder, cluster(), user))) {
            Part<JsonNode> part = api.json(api.get("/api/v1/nodes"));
            assertThat(part).isInstanceOf(Part.Missing.class);
            Part.Missing<JsonNode> missing = (Part.Missing<JsonNode>) part;
            assertThat(missing.cause()).isEqualTo(Part.Cause.DENIED);
            return missing.why();
        }
    }

    private String cluster() {
        return "server: \"http://127.0.0.1:" + server.getAddress().getPort() + "\"";
    }
}
