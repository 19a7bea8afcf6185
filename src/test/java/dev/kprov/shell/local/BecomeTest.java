package dev.kprov.shell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.inventory.Become;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Processes;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import dev.kprov.shell.process.Elevation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Becoming root, against programs that answer as sudo and doas do.
@Timeout(60)
final class BecomeTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Command PAYLOAD =
            Command.of("sh", "-c", "head -c 5; echo done >&2").root().stdin("hello".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private FakeSudo sudo;

    @BeforeEach
    void puts_the_programs_on_the_path() throws Exception {
        sudo = new FakeSudo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nopasswd", "ask", "lecture", "onetry", "pam"})
    void the_payload_gets_to_the_command_and_only_its_output_comes_back(String mode) throws Exception {
        RecordedOutput output = new RecordedOutput();
        Shell shell = sudo.shell(Become.Method.SUDO, mode, Optional.of("geheim"));
        assertThat(shell.run(PAYLOAD, output, ENOUGH)).isEqualTo(new Result(0, "hello", "done\n"));
        assertThat(output.lines()).containsExactlyInAnyOrder("OUT hello", "ERR done");
        assertThat(sudo.passwords()).isEqualTo(mode.equals("nopasswd") ? List.of() : List.of("geheim"));
        assertThat(String.join("\n", sudo.argv())).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "onetry", "lecture", "pam", "tty"})
    void a_wrong_password_is_tried_once(String mode) throws Exception {
        Problem problem = refusal(sudo.shell(Become.Method.SUDO, mode, Optional.of("falsch")), PAYLOAD);
        assertThat(problem.what()).isEqualTo("wrong sudo password for ops on cp-1");
        assertThat(problem.toString()).doesNotContain("falsch");
        assertThat(sudo.passwords()).containsExactly("falsch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stranger | ops may not become root on cp-1 | not in the sudoers",
                "limited  | ops may not become root on cp-1 | is not allowed to execute",
                "twice    | wrong sudo password for ops on cp-1 | tried it once only",
            })
    void each_refusal_has_words_of_its_own(String mode, String what, String why) throws Exception {
        Problem problem = refusal(sudo.shell(Become.Method.SUDO, mode, Optional.of("geheim")), PAYLOAD);
        assertThat(problem.what()).isEqualTo(what);
        assertThat(problem.why()).contains(why);
    }

    @Test
    void many_at_once_give_a_wrong_password_once_and_say_the_same() throws Exception {
        Shell shell = sudo.shell(Become.Method.SUDO, "ask", Optional.of("falsch"));
        List<FutureTask<Problem>> runs = Stream.generate(() -> new FutureTask<>(() -> refusal(shell, PAYLOAD)))
                .limit(8)
                .toList();
        runs.forEach(run -> Thread.ofVirtual().start(run));
        for (FutureTask<Problem> run : runs) {
            assertThat(run.get(50, TimeUnit.SECONDS).what()).isEqualTo("wrong sudo password for ops on cp-1");
        }
        assertThat(refusal(shell, PAYLOAD).what()).isEqualTo("wrong sudo password for ops on cp-1");
        assertThat(sudo.passwords()).containsExactly("falsch");
    }

    @Test
    void many_at_once_with_the_right_password_all_become_root() throws Exception {
        Shell shell = sudo.shell(Become.Method.SUDO, "ask", Optional.of("geheim"));
        List<FutureTask<Result>> runs = Stream.generate(
                        () -> new FutureTask<>(() -> shell.run(PAYLOAD, Output.NONE, ENOUGH)))
                .limit(8)
                .toList();
        runs.forEach(run -> Thread.ofVirtual().start(run));
        for (FutureTask<Result> run : runs) {
            assertThat(run.get(50, TimeUnit.SECONDS).ok()).isTrue();
        }
        assertThat(sudo.passwords()).hasSize(8).containsOnly("geheim");
    }

    @Test
    void another_question_than_for_a_password_is_not_answered() throws Exception {
        Shell shell = sudo.shell(Become.Method.SUDO, "code", Optional.of("geheim"));
        KprovException silent = catchThrowableOfType(
                KprovException.class, () -> shell.run(PAYLOAD, Output.NONE, Duration.ofSeconds(2)));
        assertThat(silent.problems().getFirst().why()).contains("Verification code:");
        assertThat(sudo.passwords()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUDO", "DOAS"})
    void a_terminal_is_made_where_one_is_needed_and_bytes_pass_it_unchanged(Become.Method method) throws Exception {
        Shell shell = sudo.shell(method, method == Become.Method.SUDO ? "tty" : "password", Optional.of("geheim"));
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Command check = Command.of("sh", "-c", "head -c 300000 | sha256sum; printf 'a\\r\\nb' >&2; exit 37")
                .root()
                .stdin(bytes);
        for (int i = 0; i < 2; i++) {
            assertThat(shell.run(check, Output.NONE, ENOUGH)).isEqualTo(new Result(37, sum + "  -\n", "a\r\nb"));
        }
        assertThat(shell.run(Command.of("echo", "x").root(), Output.NONE, ENOUGH))
                .isEqualTo(new Result(0, "x\n", ""));
        assertThat(sudo.passwords()).hasSize(3).containsOnly("geheim");
        // The first try was without one, and no other.
        assertThat(sudo.argv().stream().filter(line -> line.contains("--"))).hasSize(4);
        assertThat(String.join("\n", sudo.argv())).doesNotContain("geheim");
    }

    @Test
    void a_prompt_without_a_password_in_the_inventory_names_the_setting() throws Exception {
        Problem problem = refusal(sudo.shell(Become.Method.SUDO, "ask", Optional.empty()), PAYLOAD);
        assertThat(problem.what()).contains("asks for a password, but the inventory has none");
        assertThat(problem.remedy()).contains("become.password").contains("NOPASSWD");
        assertThat(sudo.passwords()).isEmpty();
    }

    @Test
    void a_missing_sudo_is_named() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("env", "sh", "setsid")) {
            Path file = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Become become = new Become(Become.Method.SUDO, Optional.empty());
        Elevation elevation = new Elevation("cp-1", "ops", become, secret -> "");
        Shell bare = new LocalShell(elevation, Map.of("PATH", tools.toString()));
        assertThat(refusal(bare, PAYLOAD).what()).isEqualTo("sudo is missing on cp-1");
    }

    @Test
    void doas_works_without_a_password_and_says_why_not_with_one() throws Exception {
        Shell shell = sudo.shell(Become.Method.DOAS, "nopass", Optional.empty());
        assertThat(shell.run(PAYLOAD, Output.NONE, ENOUGH)).isEqualTo(new Result(0, "hello", "done\n"));
        Problem asks = refusal(sudo.shell(Become.Method.DOAS, "password", Optional.empty()), PAYLOAD);
        assertThat(asks.what()).isEqualTo("doas on cp-1 asks for a password, but the inventory has none");
        assertThat(asks.remedy()).contains("permit nopass ops");
        Problem wrong = refusal(sudo.shell(Become.Method.DOAS, "password", Optional.of("falsch")), PAYLOAD);
        assertThat(wrong.what()).isEqualTo("wrong doas password for ops on cp-1");
        assertThat(wrong.toString()).doesNotContain("falsch");
        assertThat(sudo.passwords()).containsExactly("falsch");
        Problem forbidden = refusal(sudo.shell(Become.Method.DOAS, "stranger", Optional.empty()), PAYLOAD);
        assertThat(forbidden.what()).isEqualTo("ops may not become root on cp-1");
    }

    @Test
    void an_elevated_command_without_input_ends_with_its_children_when_it_is_given_up() throws Exception {
        RecordedOutput output = new RecordedOutput("ready");
        Shell shell = sudo.shell(Become.Method.SUDO, "nopasswd", Optional.empty());
        Command command =
                Command.of("sh", "-c", "sleep 600 & echo $!; echo ready; wait").root();
        FutureTask<Result> run = new FutureTask<>(() -> shell.run(command, output, ENOUGH));
        Thread thread = Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        long pid = Long.parseLong(output.lines().getFirst().substring("OUT ".length()));
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        thread.interrupt();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        Processes.awaitEnd(child);
    }

    @Test
    void an_elevated_command_keeps_its_exit_status() throws Exception {
        Shell shell = sudo.shell(Become.Method.SUDO, "nopasswd", Optional.empty());
        Command command = Command.of("sh", "-c", "echo x; exit 7").root();
        assertThat(shell.run(command, Output.NONE, ENOUGH)).isEqualTo(new Result(7, "x\n", ""));
    }

    private static Problem refusal(Shell shell, Command command) {
        KprovException refusal =
                catchThrowableOfType(KprovException.class, () -> shell.run(command, Output.NONE, ENOUGH));
        Problem problem = refusal.problems().getFirst();
        assertThat(problem.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(problem.where()).isEqualTo("cp-1");
        return problem;
    }
}
