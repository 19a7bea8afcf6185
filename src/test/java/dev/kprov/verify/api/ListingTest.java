package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A list that comes piece by piece.
class ListingTest {
    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void each_item_is_made_and_what_is_beside_them_is_passed_over() throws Exception {
        answers(200, out -> {
            write(out, "{\"kind\": \"NodeList\", \"metadata\": {\"resourceVersion\": \"7\"}, \"items\": [");
            write(
                    out,
                    IntStream.range(0, 3_000)
                            .mapToObj(i -> (i == 0 ? "" : ",") + "{\"metadata\": {\"name\": \"n-" + i
                                    + "\", \"managedFields\": [{\"items\": []}]}}")
                            .reduce("", String::concat));
            write(out, "], \"more\": {\"items\": [{}]}}");
        });

        assertThat(names().known().orElseThrow())
                .hasSize(3_000)
                .startsWith("n-0")
                .endsWith("n-2999");
    }

    @Test
    void a_compressed_one_is_read_too() throws Exception {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .set("Content-Encoding", exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                write(out, "{\"items\": [{\"metadata\": {\"name\": \"n-0\"}}]}");
            }
        });

        assertThat(names()).isEqualTo(new Part.Known<>(List.of("n-0")));
    }

    @Test
    void one_without_items_is_empty() throws Exception {
        answers(200, out -> write(out, "{\"kind\": \"NodeList\", \"items\": null}"));

        assertThat(names()).isEqualTo(new Part.Known<>(List.of()));
    }

    @Test
    void a_refusal_says_why() throws Exception {
        answers(403, out -> write(out, "{\"kind\": \"Status\", \"message\": \"nodes is forbidden\"}"));

        assertThat(names()).isEqualTo(new Part.Missing<>("HTTP 403: nodes is forbidden", Part.Cause.DENIED));
    }

    @Test
    void what_is_no_json_is_not_of_kubernetes() throws Exception {
        answers(200, out -> write(out, "<html>Log in</html>"));

        Part.Missing<List<String>> missing = missing();
        assertThat(missing.cause()).isEqualTo(Part.Cause.BROKEN);
        assertThat(missing.why()).startsWith("the answer is not of Kubernetes");
    }

    /// Something between us and the server may answer so to everything, or keep answers short.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": \"ok\"}|it is no list",
                "{\"kind\": \"Status\"}|it is no list",
                "{\"kind\": \"NodeList\", \"metadata\": {\"continue\": \"n-1\"}, \"items\": []}|only a part",
            })
    void what_is_no_whole_list_is_none(String answer, String why) throws Exception {
        answers(200, out -> write(out, answer));

        assertThat(missing().cause()).isEqualTo(Part.Cause.BROKEN);
        assertThat(missing().why()).contains(why);
    }

    @Test
    void one_that_ends_in_the_middle_is_none() throws Exception {
        answers(200, out -> write(out, "{\"items\": [{\"metadata\": {\"name\": \"n-0\"}}, {"));

        assertThat(missing().cause()).isEqualTo(Part.Cause.BROKEN);
    }

    @Test
    void one_that_does_not_go_on_is_given_up() throws Exception {
        answers(200, out -> {
            write(out, "{\"items\": [{\"metadata\": {\"name\": \"n-0\"}}, ");
            out.flush();
            over.await();
        });

        Part.Missing<List<String>> missing = missing();
        assertThat(missing.cause()).isEqualTo(Part.Cause.SILENT);
        assertThat(missing.why()).endsWith("no answer within 5 s");
    }

    private interface Body {
        void write(OutputStream out) throws Exception;
    }

    private void answers(int code, Body body) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(code, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                body.write(out);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Part.Missing<List<String>> missing() throws Exception {
        return (Part.Missing<List<String>>) names();
    }

    private Part<List<String>> names() throws Exception {
        String cluster = "server: \"http://127.0.0.1:" + server.getAddress().getPort() + "\"";
        try (KubeApi api = KubeApi.open(Kubeconfigs.write(folder, cluster, "token: t-1"))) {
            return api.list("/api/v1/nodes", Json::name).all();
        }
    }
}
