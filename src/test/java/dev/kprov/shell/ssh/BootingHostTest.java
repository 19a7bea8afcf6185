package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that are not there yet, in front of which something refuses or drops connections for a while.
@Timeout(90)
final class BootingHostTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair user = TestKeys.ed25519();

    @TempDir
    private Path home;

    BootingHostTest() throws Exception {}

    @BeforeEach
    void has_a_usual_key() throws Exception {
        TestKeys.openssh(Files.createDirectories(home.resolve(".ssh")).resolve("id_ed25519"), user, "");
    }

    @Test
    void a_server_that_resets_closes_and_then_answers_is_waited_for() throws Exception {
        try (TestServer server = new TestServer(user.getPublic(), hostKey);
                Front front = new Front(server.port(), 3)) {
            try (Shell shell = open(front.port(), TestKeys.fingerprint(hostKey), ENOUGH)) {
                assertThat(shell.run(Command.of("echo", "in"), Output.NONE, ENOUGH)
                                .stdout())
                        .isEqualTo("in\n");
            }
            assertThat(front.connections()).isEqualTo(4);
        }
    }

    @Test
    void a_port_that_opens_later_is_waited_for_behind_a_jump_host_too() throws Exception {
        KeyPair jumpKey = TestKeys.ed25519();
        try (TestServer jump = new TestServer(user.getPublic(), jumpKey);
                TestServer server = new TestServer(user.getPublic(), hostKey)) {
            int port = freePort();
            Access.Ssh access = TestServer.through(
                    TestServer.at("127.0.0.1", port, Optional.of(TestKeys.fingerprint(hostKey))),
                    jump.access(TestKeys.fingerprint(jumpKey)));
            FutureTask<Shell> opening = new FutureTask<>(() -> open(access, ENOUGH));
            Thread.ofVirtual().start(opening);
            Await.until("a connection", () -> jump.connections() > 0);
            try (Front front = new Front(port, server.port(), 0);
                    Shell shell = opening.get(60, TimeUnit.SECONDS)) {
                assertThat(shell.run(Command.of("true"), Output.NONE, ENOUGH).ok())
                        .isTrue();
                assertThat(front.connections()).isPositive();
            }
            assertThat(jump.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_wrong_host_key_or_login_is_not_tried_again() throws Exception {
        KeyPair other = TestKeys.ed25519();
        try (TestServer server = new TestServer(other.getPublic(), hostKey)) {
            assertThat(refusal(server.port(), TestKeys.fingerprint(hostKey)).what())
                    .startsWith("cannot log in");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(refusal(server.port(), TestKeys.fingerprint(other)).what())
                    .contains("is not the one that the inventory demands");
            // One for each type of key that it might have.
            assertThat(server.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void how_often_it_was_tried_is_told() throws Exception {
        try (Front front = new Front(freePort(), Integer.MAX_VALUE)) {
            Problem problem = refusal(front.port(), "SHA256:x");
            assertThat(problem.why()).containsPattern("\\(tried \\d+ times in \\d s\\)");
            assertThat(front.connections()).isGreaterThan(2);
        }
    }

    private Problem refusal(int port, String fingerprint) throws Exception {
        try {
            open(port, fingerprint, Duration.ofSeconds(3)).close();
        } catch (KprovException e) {
            return e.problems().getFirst();
        }
        throw new AssertionError("it let us in");
    }

    private Shell open(int port, String fingerprint, Duration timeout) throws Exception {
        return open(TestServer.at("127.0.0.1", port, Optional.of(fingerprint)), timeout);
    }

    private Shell open(Access.Ssh access, Duration timeout) throws Exception {
        return SshShell.open(
                TestServer.host(access), access, TestServer.settings(home, timeout), secret -> TestServer.PASSWORD);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
