package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.kprov.problem.KprovException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Over IPv6, and through proxies.
class WayToServerTest {
    private static final String NAME = "api.example.invalid";

    @TempDir
    private Path folder;

    @Test
    void an_address_of_ipv6_is_asked_and_known_by_its_certificate() throws Exception {
        Certificates certificate = certificate("::1");
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try (TlsServer server = TlsServer.start(
                InetAddress.getByAddress(loopback), certificate.server(), exchange -> List.of("asked"))) {
            assertThat(ask("https://[::1]:" + server.port(), certificate, "", Map.of()))
                    .isInstanceOf(Part.Known.class);
            assertThat(server.seen()).containsExactly("asked");
        }
    }

    @Test
    void what_speaks_plain_http_as_kubectl_proxy_does_is_not_asked_to_change_over() throws Exception {
        List<String> upgrades = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            upgrades.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of("none")));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try (KubeApi api = KubeApi.open(Kubeconfigs.write(
                folder, "server: \"http://127.0.0.1:" + server.getAddress().getPort() + "\"", ""))) {
            assertThat(api.json(api.get("/version"))).isInstanceOf(Part.Known.class);
        } finally {
            server.stop(0);
        }
        assertThat(upgrades).containsExactly("none");
    }

    /// Only the proxy has to know where the name leads.
    @Test
    void the_proxy_of_the_kubeconfig_leads_to_the_server_before_that_of_the_environment() throws Exception {
        Certificates certificate = certificate(NAME);
        try (TlsServer server = server(certificate);
                Proxy proxy = new Proxy(server.port(), "")) {
            assertThat(ask(
                            "https://" + NAME,
                            certificate,
                            "proxy-url: \"http://" + proxy.address() + "\"",
                            Map.of("HTTPS_PROXY", "http://127.0.0.1:1", "NO_PROXY", NAME)))
                    .isInstanceOf(Part.Known.class);
            assertThat(proxy.asked()).containsExactly("CONNECT " + NAME + ":443 HTTP/1.1");
        }
    }

    @Test
    void the_proxy_of_the_environment_leads_to_the_server() throws Exception {
        Certificates certificate = certificate(NAME);
        try (TlsServer server = server(certificate);
                Proxy proxy = new Proxy(server.port(), "")) {
            assertThat(ask("https://" + NAME + ":6443", certificate, "", Map.of("https_proxy", proxy.address())))
                    .isInstanceOf(Part.Known.class);
            assertThat(proxy.asked()).containsExactly("CONNECT " + NAME + ":6443 HTTP/1.1");
        }
    }

    @Test
    void a_proxy_of_the_environment_that_is_not_there_is_told_with_the_way_around_it() throws Exception {
        assertThat(ask("https://" + NAME, certificate(NAME), "", Map.of("HTTPS_PROXY", "me:secret@127.0.0.1:1")))
                .isInstanceOfSatisfying(Part.Missing.class, missing -> {
                    assertThat(missing.why())
                            .isEqualTo("https://" + NAME + " through the proxy http://127.0.0.1:1 of the"
                                    + " environment, unless NO_PROXY has the server: connection refused");
                    assertThat(missing.cause()).isEqualTo(Part.Cause.ASTRAY);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks4://me:secret@127.0.0.1:1080",
                "http://me:secret word@a",
                "http://me:a/secret@127.0.0.1:1",
                "me:secret@127.0.0.1:3128"
            })
    void a_proxy_of_another_kind_is_refused(String proxy) {
        assertThatThrownBy(() -> ask("https://" + NAME, certificate(NAME), "proxy-url: \"" + proxy + "\"", Map.of()))
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e.problems().getFirst().what())
                            .startsWith("cannot ask https://" + NAME + "/ through the proxy ")
                            .doesNotContain("secret");
                    assertThat(e.problems().getFirst().remedy()).contains("proxy-url", "NO_PROXY");
                });
    }

    /// Only the proxy has to know where the name leads.
    @ParameterizedTest
    @ValueSource(strings = {"socks5", "socks5h"})
    void a_proxy_of_socks_leads_to_the_server(String scheme) throws Exception {
        Certificates certificate = certificate(NAME);
        try (TlsServer server = server(certificate);
                Socks socks = new Socks(server.port(), 0, "")) {
            String proxy = scheme + "://" + socks.address();
            assertThat(ask("https://" + NAME + ":6443", certificate, "proxy-url: \"" + proxy + "\"", Map.of()))
                    .isInstanceOf(Part.Known.class);
            assertThat(ask("https://" + NAME, certificate, "", Map.of("HTTPS_PROXY", proxy)))
                    .isInstanceOf(Part.Known.class);
            assertThat(socks.asked()).containsExactly(NAME + ":6443", NAME + ":443");
        }
    }

    @Test
    void a_proxy_of_socks_says_why_it_leads_nowhere() throws Exception {
        Certificates certificate = certificate(NAME);
        try (TlsServer server = server(certificate);
                Socks socks = new Socks(server.port(), 4, "")) {
            String proxy = "socks5://" + socks.address();
            assertThat(ask("https://" + NAME, certificate, "proxy-url: \"" + proxy + "\"", Map.of()))
                    .isInstanceOfSatisfying(
                            Part.Missing.class,
                            missing -> assertThat(missing.why())
                                    .isEqualTo("https://" + NAME + " through the proxy " + proxy
                                            + ": the proxy has no way to the server"));
        }
    }

    @Test
    void a_proxy_of_socks_is_told_who_asks() throws Exception {
        Certificates certificate = certificate(NAME);
        try (TlsServer server = server(certificate);
                Socks socks = new Socks(server.port(), 0, "m\u00ef:se:cret")) {
            String at = "@" + socks.address();
            assertThat(why(certificate.certificateData(), "socks5://m%C3%AF:se%3Acret" + at))
                    .isEmpty();
            assertThat(why(certificate.certificateData(), "socks5://me:secret" + at))
                    .endsWith("the proxy does not know that user with that password")
                    .doesNotContain("secret");
            assertThat(why(certificate.certificateData(), "socks5://" + socks.address()))
                    .contains("socks5://USER:PASSWORD@PROXY");
            assertThat(socks.asked()).containsExactly(NAME + ":443");
        }
    }

    @Test
    void an_address_of_ipv6_is_asked_through_a_proxy_of_socks() throws Exception {
        Certificates certificate = certificate("2001:db8::1");
        try (TlsServer server = server(certificate);
                Socks socks = new Socks(server.port(), 0, "")) {
            assertThat(ask(
                            "https://[2001:db8::1]:6443",
                            certificate,
                            "proxy-url: \"socks5://" + socks.address() + "\"",
                            Map.of()))
                    .isInstanceOf(Part.Known.class);
            assertThat(socks.asked()).containsExactly("2001:db8:0:0:0:0:0:1:6443");
        }
    }

    /// The certificate is for another one.
    @Test
    void an_address_of_ipv4_is_asked_for_through_a_proxy_of_socks() throws Exception {
        Certificates certificate = certificate(NAME);
        try (TlsServer server = server(certificate);
                Socks socks = new Socks(server.port(), 0, "")) {
            String settings = "proxy-url: \"socks5://" + socks.address() + "\"";
            assertThat(ask("https://192.0.2.1", certificate, settings, Map.of()))
                    .isInstanceOfSatisfying(
                            Part.Missing.class,
                            missing -> assertThat(missing.why()).contains("x509: "));
            assertThat(socks.asked()).containsExactly("192.0.2.1:443");
        }
    }

    @Test
    void an_address_of_ipv6_is_asked_through_a_proxy_of_http() throws Exception {
        Certificates certificate = certificate("2001:db8::1");
        try (TlsServer server = server(certificate);
                Proxy proxy = new Proxy(server.port(), "")) {
            String settings = "proxy-url: \"http://" + proxy.address() + "\"";
            assertThat(ask("https://[2001:db8::1]", certificate, settings, Map.of()))
                    .isInstanceOf(Part.Known.class);
            assertThat(ask("https://[2001:db8::2]", certificate, settings, Map.of()))
                    .isInstanceOfSatisfying(
                            Part.Missing.class,
                            missing -> assertThat(missing.why())
                                    .startsWith("https://[2001:db8::2] through the proxy ")
                                    .contains("x509: "));
            assertThat(proxy.asked())
                    .containsExactly("CONNECT [2001:db8::1]:443 HTTP/1.1", "CONNECT [2001:db8::2]:443 HTTP/1.1");
        }
    }

    @Test
    void a_proxy_over_tls_leads_to_the_server_and_is_told_who_asks() throws Exception {
        Certificates certificate = certificate(NAME);
        Certificates own = certificate("localhost");
        String credentials = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (TlsServer server = server(certificate);
                Proxy proxy = new Proxy(server.port(), credentials, Optional.of(own.server()))) {
            String at = proxy.address().replace("127.0.0.1", "localhost");
            assertThat(why(certificate.certificateData(own), "https://me:secret@" + at))
                    .isEmpty();
            assertThat(why(certificate.certificateData(own), "https://" + at)).contains("https://USER:PASSWORD@PROXY");
            assertThat(why(certificate.certificateData(own), "https://me:wrong@" + at))
                    .endsWith("the proxy answers 407 Who are you?");
            assertThat(proxy.asked()).containsExactly("CONNECT " + NAME + ":443 HTTP/1.1");
        }
    }

    /// By the authority of the kubeconfig, and by its name.
    @Test
    void a_proxy_over_tls_that_cannot_be_believed_is_not_asked() throws Exception {
        Certificates certificate = certificate(NAME);
        Certificates other = certificate("proxy.example.invalid");
        try (TlsServer server = server(certificate);
                Proxy proxy = new Proxy(server.port(), "", Optional.of(other.server()))) {
            String named = "https://" + proxy.address().replace("127.0.0.1", "localhost");
            assertThat(why(certificate.certificateData(), named))
                    .contains("through the proxy " + named, "no TLS with the proxy: ");
            assertThat(why(certificate.certificateData(other), named)).contains("no TLS with the proxy: ", "localhost");
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socks5, the proxy does not speak SOCKS 5",
        "https, no TLS with the proxy: ",
        "http, the proxy does not speak HTTP"
    })
    void what_is_no_such_proxy_is_told(String scheme, String told) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> greet(other));
            assertThat(why(certificate(NAME).certificateData(), scheme + "://127.0.0.1:" + other.getLocalPort()))
                    .contains(told);
        }
    }

    /// As an SSH server does, and waits for the other end to go.
    private static void greet(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("SSH-2.0-lab\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void a_proxy_of_socks_that_is_not_there_is_told() throws Exception {
        assertThat(ask("https://" + NAME, certificate(NAME), "proxy-url: \"socks5://127.0.0.1:1\"", Map.of()))
                .isInstanceOfSatisfying(
                        Part.Missing.class,
                        missing -> assertThat(missing.why())
                                .contains("through the proxy socks5://127.0.0.1:1: ", "refused"));
    }

    @Test
    void without_a_port_it_is_the_one_of_http() throws Exception {
        assertThat(ask("https://" + NAME, certificate(NAME), "proxy-url: \"http://127.0.0.1/\"", Map.of()))
                .isInstanceOfSatisfying(
                        Part.Missing.class, missing -> assertThat(missing.why()).contains("refused"));
    }

    @Test
    void a_proxy_is_told_who_asks() throws Exception {
        Certificates certificate = certificate(NAME);
        String credentials = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (TlsServer server = server(certificate);
                Proxy proxy = new Proxy(server.port(), credentials)) {
            assertThat(ask(
                            "https://" + NAME,
                            certificate,
                            "proxy-url: \"http://me:secret@" + proxy.address() + "\"",
                            Map.of()))
                    .isInstanceOf(Part.Known.class);
            assertThat(ask("https://" + NAME, certificate, "proxy-url: \"http://" + proxy.address() + "\"", Map.of()))
                    .isInstanceOfSatisfying(
                            Part.Missing.class,
                            missing -> assertThat(missing.why())
                                    .contains(
                                            NAME + " through the proxy http://" + proxy.address(),
                                            "the proxy wants to know who asks, as in http://USER:PASSWORD@PROXY"));
            assertThat(proxy.asked()).hasSize(1);
        }
    }

    /// Why the server does not answer through this proxy; empty where it does.
    private String why(String authorities, String proxy) throws Exception {
        return ask("https://" + NAME, authorities, "proxy-url: \"" + proxy + "\"", Map.of())
                        instanceof Part.Missing<JsonNode>(String why, var cause)
                ? why
                : "";
    }

    private static TlsServer server(Certificates certificate) throws Exception {
        return TlsServer.start(certificate.server(), session -> List.of());
    }

    private static Certificates certificate(String name) throws Exception {
        return Certificates.until(Instant.now().plus(Duration.ofDays(1)), name);
    }

    private Part<JsonNode> ask(
            String server, Certificates certificate, String settings, Map<String, String> environment)
            throws Exception {
        return ask(server, certificate.certificateData(), settings, environment);
    }

    private Part<JsonNode> ask(String server, String authorities, String settings, Map<String, String> environment)
            throws Exception {
        String cluster = "server: \"" + server + "\", certificate-authority-data: " + authorities
                + (settings.isEmpty() ? "" : ", " + settings);
        try (KubeApi api = KubeApi.open(Kubeconfigs.write(folder, cluster, "token: t-1"), environment)) {
            return TlsServer.ask(api);
        }
    }
}
