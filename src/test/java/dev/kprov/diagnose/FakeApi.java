package dev.kprov.diagnose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kprov.verify.api.KubeApi.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An API server that answers as it was told to, and with an empty list whatever else it is asked.
final class FakeApi implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile Answer otherwise = new Answer(200, "{\"items\": []}");

    private record Answer(int code, String text) {}

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        says("/version", 200, "{\"gitVersion\": \"v1.36.4\"}");
        says("/readyz?verbose", 200, "[+]ping ok\nreadyz check passed\n");
        says("/livez?verbose", 200, "[+]ping ok\nlivez check passed\n");
    }

    void says(String path, int code, String text) {
        answers.put(path, new Answer(code, text));
    }

    /// It knows nobody any more.
    void denyAll() {
        answers.clear();
        otherwise = new Answer(401, "{\"kind\": \"Status\", \"message\": \"Unauthorized\"}");
    }

    /// A list of these objects.
    void has(String path, String... items) {
        says(path, 200, "{\"kind\": \"List\", \"metadata\": {}, \"items\": [" + String.join(",", items) + "]}");
    }

    Context context(Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: demo
                clusters: [{name: demo, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: demo, context: {cluster: demo, user: admin}}]
                users: [{name: admin, user: {token: kubeconfigs-own-token}}]
                """.formatted(server.getAddress().getPort()));
        return Context.currentOf(file);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        Answer answer = answers.getOrDefault(path, otherwise);
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.code(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
