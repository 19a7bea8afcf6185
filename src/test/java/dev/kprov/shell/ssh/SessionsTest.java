package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.auth.Prompt;
import dev.kprov.shell.ssh.config.LocalUser;
import dev.kprov.shell.ssh.config.SshConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What OpenSSH's own server allows at once, and long connections to it.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class SessionsTest {
    private static final Duration ENOUGH = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private OpenSsh ssh = new OpenSsh(Path.of("."));
    private Path key = Path.of(".");

    @BeforeEach
    void has_a_key() throws Exception {
        Files.createDirectory(folder.resolve(".ssh"));
        ssh = new OpenSsh(folder);
        key = ssh.key("key");
    }

    @AfterEach
    void stops() {
        ssh.close();
    }

    @Test
    void a_server_that_allows_one_session_at_a_time_runs_ten_commands_one_after_the_other() throws Exception {
        ssh.serve(List.of(key), List.of(), "MaxSessions 1");
        try (Shell shell = open()) {
            assertThat(tenAtOnce(shell)).containsExactlyElementsOf(numbers());
        }
    }

    @Test
    void a_server_that_allows_some_sessions_gets_as_many() throws Exception {
        ssh.serve(List.of(key), List.of(), "MaxSessions 3");
        try (Shell shell = open()) {
            assertThat(tenAtOnce(shell)).containsExactlyElementsOf(numbers());
            assertThat(tenAtOnce(shell)).containsExactlyElementsOf(numbers());
        }
    }

    @Test
    void a_server_that_allows_none_is_told() throws Exception {
        ssh.serve(List.of(key), List.of(), "MaxSessions 0");
        try (Shell shell = open()) {
            KprovException refusal = catchThrowableOfType(
                    KprovException.class, () -> shell.run(Command.of("true"), Output.NONE, ENOUGH));
            Problem problem = refusal.problems().getFirst();
            assertThat(problem.what()).endsWith(" refuses to run a command");
            assertThat(problem.remedy()).contains("MaxSessions");
        }
    }

    @Test
    void many_logins_at_once_are_few_enough_for_a_server_that_would_drop_some() throws Exception {
        ssh.serve(List.of(key), List.of(), "MaxStartups 20:100:30");
        SshSettings settings = settings();
        List<FutureTask<String>> tasks = start(40, i -> {
            try (Shell shell = open(settings)) {
                return say(shell, "in " + i);
            }
        });
        assertThat(answers(tasks)).hasSize(40).allMatch(answer -> answer.startsWith("in "));
        assertThat(Files.readString(ssh.log())).doesNotContain("MaxStartups");
    }

    @Test
    void a_server_that_drops_most_connections_is_asked_again() throws Exception {
        ssh.serve(List.of(key), List.of(), "MaxStartups 1:50:40");
        SshSettings settings = settings();
        List<FutureTask<String>> tasks = start(8, i -> {
            try (Shell shell = open(settings)) {
                return say(shell, "in " + i);
            }
        });
        assertThat(answers(tasks)).hasSize(8).allMatch(answer -> answer.startsWith("in "));
    }

    @Test
    void keys_are_renewed_in_the_middle_of_much_output_and_input() throws Exception {
        String[] more = {"RekeyLimit 1M", "HostKey " + ssh.key("ec", "-t", "ecdsa"), "LogLevel DEBUG1"};
        ssh.serve(List.of(key), List.of(), more);
        for (String hostKey : List.of(ssh.hostFingerprint(), OpenSsh.fingerprint(folder.resolve("ec")))) {
            try (Shell shell = open(settings(), hostKey)) {
                List<FutureTask<String>> tasks = start(3, i -> i == 0 ? sums(shell) : prints(shell));
                assertThat(answers(tasks))
                        .containsExactly(sha(input()), Integer.toString(8 << 20), Integer.toString(8 << 20));
            }
        }
        long renewed = Files.readAllLines(ssh.log()).stream()
                .filter(line -> line.contains("SSH2_MSG_NEWKEYS received"))
                .count();
        assertThat(renewed).isGreaterThan(10);
    }

    private static String prints(Shell shell) throws InterruptedException {
        Command command = Command.of("sh", "-c", "yes 0123456 | head -c $((8 << 20))");
        AtomicLong read = new AtomicLong();
        Output count = (stream, line) -> read.addAndGet(line.length() + 1);
        assertThat(shell.run(command, count, ENOUGH).ok()).isTrue();
        return Long.toString(read.get());
    }

    private static String sums(Shell shell) throws InterruptedException {
        Command command =
                Command.of("sh", "-c", "head -c $((6 << 20)) | sha256sum").stdin(input());
        return shell.run(command, Output.NONE, ENOUGH).stdout().split(" ", -1)[0];
    }

    private static byte[] input() {
        byte[] bytes = new byte[6 << 20];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static String sha(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void a_command_may_take_longer_to_read_its_input_than_a_connection_to_be_made() throws Exception {
        ssh.serve(List.of(key), List.of());
        SshSettings hasty = new SshSettings(
                settings().config(), Duration.ofSeconds(3), settings().keys());
        try (Shell shell = open(hasty)) {
            Command command = Command.of("sh", "-c", "sleep 5; head -c $((6 << 20)) | sha256sum")
                    .stdin(input());
            assertThat(shell.run(command, Output.NONE, ENOUGH).stdout()).startsWith(sha(input()));
        }
    }

    private static List<String> tenAtOnce(Shell shell) throws Exception {
        return answers(start(10, i -> say(shell, "" + i)));
    }

    private static List<String> numbers() {
        return IntStream.range(0, 10).mapToObj(i -> "" + i).toList();
    }

    private static String say(Shell shell, String text) throws InterruptedException {
        Command command = Command.of("sh", "-c", "sleep 0.2; echo \"$0\"", text);
        return shell.run(command, Output.NONE, ENOUGH).stdout().strip();
    }

    private interface Numbered {
        String call(int number) throws Exception;
    }

    private static List<FutureTask<String>> start(int count, Numbered work) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Callable<String> call = () -> work.call(i);
                    FutureTask<String> task = new FutureTask<>(call);
                    Thread.ofVirtual().start(task);
                    return task;
                })
                .toList();
    }

    private static List<String> answers(List<FutureTask<String>> tasks) throws Exception {
        List<String> answers = new ArrayList<>();
        for (FutureTask<String> task : tasks) {
            answers.add(task.get(100, TimeUnit.SECONDS));
        }
        return answers;
    }

    private SshSettings settings() {
        LocalUser user = new LocalUser(OpenSsh.USER, folder, Map.of());
        SshConfig config = new SshConfig(user, List.of(folder.resolve(".ssh/config")));
        return new SshSettings(config, Duration.ofSeconds(60), new OpenKeys(Prompt.NONE));
    }

    private Shell open() throws Exception {
        return open(settings());
    }

    private Shell open(SshSettings settings) throws Exception {
        return open(settings, ssh.hostFingerprint());
    }

    private Shell open(SshSettings settings, String hostKey) throws Exception {
        Access.Ssh access = new Access.Ssh(
                "127.0.0.1",
                Optional.of(ssh.port()),
                Optional.of(OpenSsh.USER),
                Optional.of(key.toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(hostKey),
                new Access.Jump.Unsaid());
        try {
            return SshShell.open(TestServer.host(access), access, settings, secret -> "geheim");
        } catch (KprovException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }
}
