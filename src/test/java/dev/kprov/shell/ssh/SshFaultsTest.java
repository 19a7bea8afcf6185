package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kprov.Await;
import dev.kprov.inventory.Access;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers, and ways to them, that do what they should not: each ends in one problem that says so, in time, and
/// leaves nothing running.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(150)
final class SshFaultsTest {
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final Set<Integer> ports = new HashSet<>();
    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair userKey = TestKeys.ed25519();
    private final TestServer server;
    private final Path home;

    SshFaultsTest(@TempDir Path home) throws Exception {
        this.home = home;
        server = new TestServer(userKey.getPublic(), hostKey);
        TestKeys.openssh(Files.createDirectory(home.resolve(".ssh")).resolve("id_ed25519"), userKey, "");
        Files.writeString(home.resolve(".ssh/config"), "Host *\n  ServerAliveInterval 2\n");
    }

    @AfterEach
    void leaves_nothing_running() throws Exception {
        server.close();
        Await.until("the end of SSHJ's threads", () -> sshThreads().isEmpty());
    }

    /// SSHJ names a thread after the address that it is connected to.
    private Set<Thread> sshThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sshj"))
                .filter(thread ->
                        ports.stream().anyMatch(port -> thread.getName().contains(":" + port + "-")))
                .collect(Collectors.toSet());
    }

    /// After so many bytes: nothing, in its version, after it, in its first offer, in its answer to ours.
    @ParameterizedTest
    @CsvSource({
        "STALL, 0, cannot reach cp-1",
        "STALL, 10, cannot reach cp-1",
        "STALL, 60, cannot reach cp-1",
        "STALL, 400, cannot reach cp-1",
        "STALL, 1600, cp-1",
        "DROP, 10, no SSH connection to cp-1",
        "DROP, 60, no SSH connection to cp-1",
        "DROP, 1600, cp-1"
    })
    void a_connection_that_fails_before_anybody_is_logged_in(FaultyWay.Fault fault, long bytes, String what)
            throws Exception {
        try (FaultyWay way = new FaultyWay(server.port(), fault, bytes)) {
            Problem problem = refusal(() -> open(way.port(), SHORT));
            assertThat(problem.what()).contains(what).contains("cp-1 (127.0.0.1:" + way.port() + ")");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_fails_while_somebody_logs_in(FaultyWay.Fault fault) throws Exception {
        try (FaultyWay way = new FaultyWay(server.port(), fault, Long.MAX_VALUE)) {
            server.configure(mina -> mina.setPublickeyAuthenticator((name, key, session) -> {
                way.fail();
                return true;
            }));
            Problem problem = refusal(() -> open(way.port(), SHORT));
            assertThat(problem.what()).contains("cp-1 (127.0.0.1:" + way.port() + ")");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_fails_once_somebody_is_logged_in(FaultyWay.Fault fault) throws Exception {
        try (FaultyWay way = new FaultyWay(server.port(), fault, Long.MAX_VALUE);
                Shell shell = open(way.port(), Duration.ofSeconds(20))) {
            way.fail();
            Problem problem = refusal(() -> shell.run(Command.of("true"), Output.NONE, ENOUGH));
            assertThat(problem.what()).startsWith("lost the connection to cp-1 (127.0.0.1:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_fails_in_the_middle_of_output(FaultyWay.Fault fault) throws Exception {
        try (FaultyWay way = new FaultyWay(server.port(), fault, Long.MAX_VALUE);
                Shell shell = open(way.port(), Duration.ofSeconds(20))) {
            RecordedOutput output = new RecordedOutput("ready");
            Command command = Command.of("sh", "-c", "echo ready; while echo more; do sleep 0.01; done");
            FutureTask<Problem> run = new FutureTask<>(() -> refusal(() -> shell.run(command, output, ENOUGH)));
            Thread.ofVirtual().start(run);
            assertThat(output.sawIt()).isTrue();
            way.fail();
            Problem problem = run.get(60, TimeUnit.SECONDS);
            assertThat(problem.what()).startsWith("lost the connection to cp-1 (127.0.0.1:");
        }
    }

    @Test
    void a_flood_of_output_is_told_line_by_line_and_not_kept() throws Exception {
        try (Shell shell = open(server.port(), Duration.ofSeconds(20))) {
            long[] told = new long[1];
            Command flood = Command.of("sh", "-c", "yes \"$(printf %09999d 1)\" | head -c 200000000");
            Result result = shell.run(flood, (stream, line) -> told[0] += line.length() + 1, ENOUGH.multipliedBy(2));
            assertThat(result.exitStatus()).isZero();
            assertThat(told[0]).isEqualTo(200_000_000);
            assertThat(result.stdout()).hasSizeLessThan((1 << 20) + 100).contains("[kprov: left out");
        }
    }

    @Test
    void a_banner_of_a_megabyte_is_refused() throws Exception {
        server.configure(mina -> CoreModuleProperties.WELCOME_BANNER.set(mina, "Welcome!\r\n".repeat(100_000)));
        Problem problem = refusal(() -> open(server.port(), SHORT));
        assertThat(problem.what()).contains("cp-1 (127.0.0.1:");
    }

    @Test
    void a_signal_in_the_place_of_an_exit_status_becomes_one() throws Exception {
        server.configure(mina -> mina.setChannelFactories(List.of(channels(true))));
        try (Shell shell = open(server.port(), Duration.ofSeconds(20))) {
            assertThat(shell.run(Command.of("echo", "x"), Output.NONE, ENOUGH)).isEqualTo(new Result(137, "x\n", ""));
        }
    }

    @Test
    void a_channel_that_is_never_closed_does_not_hold_up_the_result() throws Exception {
        server.configure(mina -> mina.setChannelFactories(List.of(channels(false))));
        try (Shell shell = open(server.port(), Duration.ofSeconds(20))) {
            for (int i = 0; i < 3; i++) {
                assertThat(shell.run(Command.of("echo", "x"), Output.NONE, ENOUGH))
                        .isEqualTo(new Result(0, "x\n", ""));
            }
        }
    }

    /// Channels that tell of a signal, or that stay open.
    private static ChannelSessionFactory channels(boolean signal) {
        return new ChannelSessionFactory() {
            @Override
            public org.apache.sshd.common.channel.Channel createChannel(
                    org.apache.sshd.common.session.Session session) {
                return new Odd(signal);
            }
        };
    }

    private static final class Odd extends ChannelSession {
        private final boolean signal;

        Odd(boolean signal) {
            super(List.of());
            this.signal = signal;
        }

        @Override
        protected void closeShell(int exitStatus, boolean immediately) throws IOException {
            Buffer buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            buffer.putUInt(getRecipient());
            buffer.putString(signal ? "exit-signal" : "exit-status");
            buffer.putBoolean(false);
            if (signal) {
                buffer.putString("KILL");
                buffer.putBoolean(false);
                buffer.putString("");
                buffer.putString("");
            } else {
                buffer.putUInt(exitStatus);
            }
            writePacket(buffer);
            if (signal) {
                close(false);
            }
        }

        @Override
        public void handleClose() throws IOException {
            if (signal) {
                super.handleClose();
            }
        }
    }

    private Shell open(int port, Duration timeout) throws InterruptedException {
        ports.add(port);
        Access.Ssh access = TestServer.at("127.0.0.1", port, Optional.of(TestKeys.fingerprint(hostKey)));
        SshSettings settings = TestServer.settings(home, timeout);
        return SshShell.open(TestServer.host(access), access, settings, secret -> TestServer.PASSWORD);
    }

    private static Problem refusal(Callable<?> attempt) throws Exception {
        FutureTask<Throwable> trying = new FutureTask<>(() -> catchThrowable(attempt::call));
        Thread.ofVirtual().start(trying);
        Throwable refusal = trying.get(100, TimeUnit.SECONDS);
        assertThat(refusal).isInstanceOf(KprovException.class);
        List<Problem> problems = ((KprovException) refusal).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        return problems.getFirst();
    }
}
