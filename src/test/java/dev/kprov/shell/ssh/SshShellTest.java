package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.RealShellContract;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SshShellTest implements RealShellContract {
    private final KeyPair hostKey;
    private final KeyPair userKey;
    private final TestServer server;
    private final SshSettings settings;
    private final Shell shell;

    SshShellTest(@TempDir Path home) throws Exception {
        hostKey = TestKeys.ed25519();
        userKey = TestKeys.ed25519();
        server = new TestServer(userKey.getPublic(), hostKey);
        TestKeys.openssh(Files.createDirectory(home.resolve(".ssh")).resolve("id_ed25519"), userKey, "");
        settings = TestServer.settings(home, Duration.ofSeconds(20));
        shell = open();
    }

    private Shell open() throws InterruptedException {
        var access = server.access(TestKeys.fingerprint(hostKey));
        return SshShell.open(TestServer.host(access), access, settings, secret -> TestServer.PASSWORD);
    }

    @BeforeAll
    void is_connected_by_its_constructor() {
        assertThat(shell).isNotNull();
    }

    @AfterAll
    void stops_the_server() throws Exception {
        shell.close();
        server.close();
    }

    @Override
    public Shell shell() {
        return shell;
    }

    @Test
    void a_lost_connection_is_told_at_once_to_who_waits_and_to_who_comes_later() throws Exception {
        try (Shell losing = open()) {
            RecordedOutput output = new RecordedOutput("ready");
            Command command = Command.of("sh", "-c", "echo ready; read -r x; exit 0");
            FutureTask<Result> run = new FutureTask<>(() -> losing.run(command, output, ENOUGH));
            Thread.ofVirtual().start(run);
            assertThat(output.sawIt()).isTrue();
            server.breakConnections();
            assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS)).cause().satisfies(SshShellTest::isLost);
            assertThatThrownBy(() -> losing.run(Command.of("true"), Output.NONE, ENOUGH))
                    .satisfies(SshShellTest::isLost);
        }
    }

    private static void isLost(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e).hasMessageStartingWith("lost the connection to cp-1 (127.0.0.1:");
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        });
    }
}
