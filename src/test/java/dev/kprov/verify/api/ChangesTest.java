package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kprov.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    private static final String NODES = "/api/v1/nodes";
    private static final String PODS = "/api/v1/namespaces/kube-system/pods";
    private static final String EVENT = "{\"type\":\"MODIFIED\",\"object\":{}}\n";
    private static final String END = "";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private HttpServer server;
    private KubeApi api;
    private Changes changes;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(NODES, this::tell);
        server.createContext(PODS, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        api = KubeApi.open(Kubeconfigs.write(
                folder,
                "server: \"http://127.0.0.1:%d\"".formatted(server.getAddress().getPort()),
                "token: t-1"));
        changes = new Changes(api);
    }

    private void tell(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush();
            for (String event = events.take(); !event.equals(END); event = events.take()) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @AfterEach
    void stop() {
        events.add(END);
        changes.close();
        api.close();
        server.stop(0);
    }

    @Test
    void tells_once_of_what_happens_from_a_version_on() throws Exception {
        changes.follow(Map.of(NODES, "17"));
        changes.follow(Map.of(NODES, "18"));
        Await.until("the request", () -> !asked.isEmpty());
        assertThat(changes.follows(Set.of(NODES))).isTrue();
        assertThat(changes.any()).isFalse();

        events.add(EVENT);
        Await.until("the event", changes::any);
        assertThat(changes.any()).isFalse();
        assertThat(asked).containsExactly(NODES + "?watch=true&resourceVersion=17");
    }

    @Test
    void what_has_ended_may_have_changed_and_is_followed_anew() throws Exception {
        changes.follow(Map.of(NODES, "17"));
        events.add(END);
        Await.until("the end", changes::any);
        Await.until("that it is over", () -> !changes.follows(Set.of(NODES)));

        changes.follow(Map.of(NODES, "20"));
        Await.until("the second request", () -> asked.size() == 2);
        assertThat(asked.getLast()).endsWith("=20");
        assertThat(changes.follows(Set.of(NODES))).isTrue();
    }

    @Test
    void what_may_not_be_watched_is_asked_for_once() throws Exception {
        changes.follow(Map.of(PODS, "17"));
        Await.until("the refusal", () -> !changes.follows(Set.of(PODS)));
        assertThat(changes.any()).isFalse();

        changes.follow(Map.of(PODS, "18"));
        assertThat(changes.follows(Set.of(PODS))).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void who_has_not_answered_is_asked_again() throws Exception {
        server.stop(0);
        changes.follow(Map.of(NODES, "17"));
        Await.until("the failure", () -> !changes.follows(Set.of(NODES)));
        assertThat(changes.any()).isFalse();

        changes.follow(Map.of(NODES, "17"));
        assertThat(api.load().requests()).isEqualTo(2);
    }

    @Test
    void a_list_without_a_version_cannot_be_followed() {
        changes.follow(Map.of(NODES, ""));

        assertThat(changes.follows(Set.of(NODES))).isFalse();
        assertThat(asked).isEmpty();
    }
}
