package dev.kprov.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Documents from a server that fails as a test wants it.
@Timeout(120)
class DownloadTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String url;

    /// Answers the attempt with this number.
    @FunctionalInterface
    private interface Answers {
        void answer(int attempt, HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/manifest.yaml";
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void a_server_that_is_not_available_twice_is_asked_three_times() throws Exception {
        answers((attempt, exchange) -> say(exchange, attempt <= 2 ? 503 : 200, "kind: List"));

        assertThat(read(LONG)).isEqualTo("kind: List");

        assertThat(asked).hasValue(3);
        assertThat(told)
                .containsExactly(
                        "another attempt to download " + url + ", 1 failed: the server answered HTTP 503",
                        "another attempt to download " + url + ", 2 failed: the server answered HTTP 503");
    }

    @Test
    void a_connection_that_ends_within_an_answer_is_made_again() throws Exception {
        answers((attempt, exchange) -> {
            if (attempt == 1) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('k');
                exchange.getResponseBody().flush();
                exchange.close();
            } else {
                say(exchange, 200, "kind: List");
            }
        });

        assertThat(read(LONG)).isEqualTo("kind: List");

        assertThat(asked).hasValue(2);
        assertThat(told).singleElement().asString().contains(", 1 failed: ");
    }

    @Test
    void what_does_not_exist_is_told_at_once() {
        answers((attempt, exchange) -> say(exchange, 404, "not here"));

        Problem problem = problem(LONG);

        assertThat(problem.why()).isEqualTo("the server answered HTTP 404");
        assertThat(asked).hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void a_refused_connection_and_an_unknown_name_are_told_at_once() {
        server.stop(0);

        assertThat(problem(LONG).why()).startsWith("the server refuses the connection");
        assertThatThrownBy(() -> Documents.read("http://no-such-name.invalid/key", LONG, told::add))
                .isInstanceOf(KprovException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void a_server_that_stays_broken_is_one_problem_that_counts_the_attempts() {
        answers((attempt, exchange) -> say(exchange, 503, ""));

        Problem problem = problem(Duration.ofSeconds(2));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(problem.what()).isEqualTo("cannot download " + url);
        assertThat(asked).hasValueGreaterThan(1);
        assertThat(problem.why()).isEqualTo("the server answered HTTP 503; tried " + asked + " times in 2 s");
        assertThat(told).hasSize(asked.get() - 1);
    }

    private void answers(Answers answers) {
        server.createContext("/", exchange -> answers.answer(asked.incrementAndGet(), exchange));
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String read(Duration retry) throws InterruptedException {
        return Documents.read(url, retry, told::add);
    }

    private Problem problem(Duration retry) {
        KprovException thrown = catchThrowableOfType(KprovException.class, () -> read(retry));
        assertThat(thrown.problems()).hasSize(1);
        return thrown.problems().getFirst();
    }
}
