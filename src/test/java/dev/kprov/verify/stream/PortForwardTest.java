package dev.kprov.verify.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.cluster.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortForwardTest {
    private static final Pod POD =
            new Pod("kube-system", "dns-1", "a", "", "", "Running", true, false, "", Map.of(), List.of());

    @TempDir
    private Path folder;

    @Test
    void a_question_is_brought_to_the_port_and_its_answer_back() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> {
            connection.accept();
            connection.say(0, connection.heard());
        })) {
            assertThat(text(ask(port, Duration.ofSeconds(10)))).isEqualTo("who?");
            assertThat(port.request())
                    .isEqualTo("GET /api/v1/namespaces/kube-system/pods/dns-1/portforward?ports=53 HTTP/1.1");
        }
    }

    @Test
    void an_answer_may_come_in_pieces() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> {
            connection.accept();
            connection.say(0, bytes("it is "));
            connection.say(0, bytes("me?"));
        })) {
            assertThat(text(ask(port, Duration.ofSeconds(10)))).isEqualTo("it is me?");
        }
    }

    @Test
    void nobody_who_listens_there_is_a_silence_that_the_kubelet_explains() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> {
            connection.accept();
            connection.say(1, bytes("connect: connection refused\n"));
        })) {
            assertThat(ask(port, Duration.ofSeconds(10))).isEqualTo(new Reply.Silent("connect: connection refused"));
        }
    }

    @Test
    void an_answer_that_breaks_off_is_none() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> {
            connection.accept();
            connection.say(0, bytes("it is "));
            connection.close();
        })) {
            assertThat(ask(port, Duration.ofSeconds(10)))
                    .isEqualTo(new Reply.Silent("the connection was closed before the whole answer had come"));
        }
    }

    @Test
    void who_listens_and_says_nothing_is_silent() throws Exception {
        try (FakePodPort port = new FakePodPort(FakePodPort.Connection::accept)) {
            assertThat(ask(port, Duration.ofSeconds(1))).isEqualTo(new Reply.Silent("no answer within 1.0 s"));
        }
    }

    @Test
    void an_api_server_that_does_not_react_is_no_silence_of_the_pod() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> {})) {
            assertThat(ask(port, Duration.ofMillis(200)))
                    .isEqualTo(new Reply.NoWay("the API server did not forward port 53 of it within 0.2 s", false));
        }
    }

    @Test
    void a_user_who_may_not_will_not_be_allowed_by_waiting() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> connection.refuse(403))) {
            assertThat(ask(port, Duration.ofSeconds(10)))
                    .isEqualTo(new Reply.NoWay("the API server does not forward port 53 of it: HTTP 403", true));
        }
    }

    @Test
    void a_kubelet_that_is_not_reached_may_be_later() throws Exception {
        try (FakePodPort port = new FakePodPort(connection -> connection.refuse(502))) {
            assertThat(ask(port, Duration.ofSeconds(10)))
                    .isEqualTo(new Reply.NoWay("the API server does not forward port 53 of it: HTTP 502", false));
        }
    }

    /// A question that ends with a question mark is answered as soon as one has come back.
    private Reply ask(FakePodPort port, Duration wait) throws IOException, InterruptedException {
        Path kubeconfig = Files.writeString(folder.resolve("admin.conf"), port.kubeconfig());
        try (KubeApi api = KubeApi.open(Context.currentOf(kubeconfig))) {
            return new PortForward(api, POD)
                    .ask(new PortForward.Question(53, bytes("who?"), answer -> answer[answer.length - 1] == '?'), wait);
        }
    }

    private static String text(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return new String(((Reply.Answered) reply).bytes(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
