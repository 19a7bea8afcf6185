package dev.kprov.verify.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/// Answers every request over TLS with an empty list, and remembers what each told of who asked.
final class TlsServer implements AutoCloseable {
    private final HttpsServer server;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile String[] groups = {};

    private TlsServer(HttpsServer server) {
        this.server = server;
    }

    /// Listens at a free port of loopback.
    ///
    /// @param remember what of a request's session
    static TlsServer start(SSLContext context, Function<SSLSession, List<String>> remember) throws IOException {
        return start(InetAddress.getLoopbackAddress(), context, exchange -> remember.apply(exchange.getSSLSession()));
    }

    /// @param remember what of a request
    static TlsServer start(InetAddress address, SSLContext context, Function<HttpsExchange, List<String>> remember)
            throws IOException {
        TlsServer started = new TlsServer(HttpsServer.create(new InetSocketAddress(address, 0), 0));
        started.server.setHttpsConfigurator(started.new Curious(context));
        started.server.createContext("/", exchange -> {
            started.seen.addAll(remember.apply((HttpsExchange) exchange));
            byte[] body = "{\"kind\":\"NodeList\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        started.server.start();
        return started;
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Takes only these curves from now on.
    void takeOnly(String... curves) {
        groups = curves;
    }

    /// @param folder for the kubeconfig
    /// @param host by which it is reached
    /// @param settings further ones of the kubeconfig's cluster
    KubeApi open(Path folder, String host, String settings, String user) throws IOException, InterruptedException {
        String cluster = "server: \"https://%s:%d\", %s".formatted(host, port(), settings);
        return KubeApi.open(Kubeconfigs.write(folder, cluster, user));
    }

    static Part<JsonNode> ask(KubeApi api) throws InterruptedException {
        return api.json(api.get("/api/v1/nodes"));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// Would like to see a certificate.
    private final class Curious extends HttpsConfigurator {
        Curious(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            if (groups.length > 0) {
                wanted.setNamedGroups(groups);
            }
            parameters.setSSLParameters(wanted);
        }
    }
}
