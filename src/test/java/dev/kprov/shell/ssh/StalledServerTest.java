package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Command;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that accepts, works, and then says nothing more, as a paused machine does.
@Timeout(90)
final class StalledServerTest {
    private static final Duration LONG = Duration.ofMinutes(30);

    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair user = TestKeys.ed25519();
    private final TestServer server = new TestServer(user.getPublic(), hostKey);
    private final Front front = new Front(server.port(), 0);

    @TempDir
    private Path home;

    StalledServerTest() throws Exception {}

    @BeforeEach
    void is_asked_every_second() throws Exception {
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        TestKeys.openssh(ssh.resolve("id_ed25519"), user, "");
        Files.writeString(ssh.resolve("config"), "ServerAliveInterval 1\nServerAliveCountMax 2\n");
    }

    @AfterEach
    void stops() throws Exception {
        front.close();
        server.close();
    }

    @Test
    void is_noticed_while_its_output_is_waited_for() throws Exception {
        isNoticed(at(front.port()), Command.of("sh", "-c", "echo ready; sleep 600 & wait"));
    }

    @Test
    void is_noticed_while_it_is_sent_much() throws Exception {
        Command command = Command.of("sh", "-c", "echo ready; cat >/dev/null").stdin(new byte[200 << 20]);
        isNoticed(at(front.port()), command);
    }

    @Test
    void is_noticed_behind_a_jump_host() throws Exception {
        try (TestServer jump = new TestServer(user.getPublic(), hostKey)) {
            Command command =
                    Command.of("sh", "-c", "echo ready; cat >/dev/null").stdin(new byte[200 << 20]);
            isNoticed(TestServer.through(at(front.port()), at(jump.port())), command);
        }
    }

    @Test
    void a_stalled_jump_host_is_noticed_too() throws Exception {
        Access.Ssh access = TestServer.through(at(server.port()), at(front.port()));
        isNoticed(access, Command.of("sh", "-c", "echo ready; sleep 600 & wait"));
    }

    private void isNoticed(Access.Ssh access, Command command) throws Exception {
        SshSettings settings = TestServer.settings(home, Duration.ofSeconds(20));
        try (Shell shell = SshShell.open(TestServer.host(access), access, settings, secret -> "")) {
            RecordedOutput output = new RecordedOutput("ready");
            FutureTask<Result> run = new FutureTask<>(() -> shell.run(command, output, LONG));
            Thread.ofVirtual().start(run);
            assertThat(output.sawIt()).isTrue();
            front.stall();
            assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(KprovException.class, e -> {
                        assertThat(e.mayPass()).isTrue();
                        assertThat(e).hasMessageStartingWith("lost the connection to cp-1");
                    });
        }
    }

    private Access.Ssh at(int port) {
        return TestServer.at("127.0.0.1", port, Optional.of(TestKeys.fingerprint(hostKey)));
    }
}
