package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.KprovException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every shell that really runs something.
public interface RealShellContract extends ShellContract {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "$HOME",
                "$(id)",
                "`id`",
                "it's",
                "''",
                "\"",
                "\\",
                "\\'",
                "a\\nb",
                "two\nlines",
                "*",
                "~",
                "!x",
                "-n",
                "#",
                "ä€😀",
                "a;b|c&d>e<f",
                "\t",
                "=",
                "a=b",
                "{a,b}",
                "'\\''"
            })
    default void an_argument_arrives_as_it_is(String argument) throws Exception {
        Result result = shell().run(Command.of("printf", "%s", "<" + argument + ">"), Output.NONE, ENOUGH);
        assertThat(result).isEqualTo(new Result(0, "<" + argument + ">", ""));
        Result alone = shell().run(Command.of("sh", "-c", "printf %s \"$1\"", "sh", argument), Output.NONE, ENOUGH);
        assertThat(alone.stdout()).isEqualTo(argument);
    }

    @Test
    default void a_signal_becomes_an_exit_status() throws Exception {
        Result result = shell().run(Command.of("sh", "-c", "kill -KILL $$"), Output.NONE, ENOUGH);
        assertThat(result.exitStatus()).isEqualTo(137);
    }

    @Test
    default void a_missing_program_is_a_result() throws Exception {
        Result result = shell().run(Command.of("no-such-program"), Output.NONE, ENOUGH);
        assertThat(result.exitStatus()).isEqualTo(127);
        assertThat(result.stderr()).contains("no-such-program");
    }

    @Test
    default void lines_come_while_the_command_runs_and_the_unfinished_last_one_too() throws Exception {
        RecordedOutput output = new RecordedOutput("started");
        Command command =
                Command.of("sh", "-c", "echo started; printf '10%%\\r20%%\\r\\nend'; read -r x; printf \" $x\"");
        FutureTask<Result> run = new FutureTask<>(() -> shell().run(command.stdin(bytes("go\n")), output, ENOUGH));
        Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        assertThat(run.get().stdout()).isEqualTo("started\n10%\r20%\r\nend go");
        assertThat(output.lines()).containsExactly("OUT started", "OUT 10%", "OUT 20%", "OUT end go");
    }

    @Test
    default void a_megabyte_comes_whole() throws Exception {
        Command command = Command.of(
                "sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x; head -c 1000000 /dev/zero | tr '\\0' e >&2");
        Result result = shell().run(command, Output.NONE, ENOUGH);
        assertThat(result.stdout()).hasSize(1_000_000).matches("x*");
        assertThat(result.stderr()).hasSize(1_000_000).matches("e*");
    }

    @Test
    default void of_more_than_is_kept_the_beginning_and_the_end_are_and_every_line_is_told() throws Exception {
        AtomicInteger lines = new AtomicInteger();
        String text = "echo first; yes yes | head -c 20000000; echo last";
        Result result = shell().run(Command.of("sh", "-c", text), (stream, line) -> lines.incrementAndGet(), ENOUGH);
        assertThat(result.exitStatus()).isZero();
        assertThat(result.stdout())
                .hasSizeLessThan((1 << 20) + 100)
                .startsWith("first\nyes\n")
                .contains("\n[kprov: left out 18951435 bytes]\n")
                .endsWith("yes\nlast\n");
        assertThat(lines).hasValue(5_000_002);
    }

    @Test
    default void what_came_before_the_end_is_told_however_slow_the_listener_is() throws Exception {
        RecordedOutput output = new RecordedOutput("last");
        CountDownLatch never = new CountDownLatch(1);
        Output slow = (stream, line) -> {
            output.line(stream, line);
            if (line.equals("first")) {
                awaitFor(never, 3);
            }
        };
        shell().run(Command.of("sh", "-c", "echo first; yes yes | head -c 100000; echo last"), slow, ENOUGH);
        assertThat(output.lines()).hasSize(25_002).startsWith("OUT first").endsWith("OUT last");
    }

    private static void awaitFor(CountDownLatch latch, int seconds) {
        try {
            assertThat(latch.await(seconds, TimeUnit.SECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void what_is_no_text_is_replaced_and_harms_nothing() throws Exception {
        RecordedOutput output = new RecordedOutput();
        Command command = Command.of("sh", "-c", "printf 'a\\377\\303z\\n\\0\\033[2J\\n'; echo end");
        Result result = shell().run(command, output, ENOUGH);
        assertThat(result).isEqualTo(new Result(0, "a��z\n\0\u001b[2J\nend\n", ""));
        assertThat(output.lines()).containsExactly("OUT a��z", "OUT \0\u001b[2J", "OUT end");
    }

    @Test
    default void five_megabytes_of_input_arrive_and_the_stream_stays_open() throws Exception {
        byte[] input = "y".repeat(5_000_000).getBytes(StandardCharsets.UTF_8);
        String script =
                "head -c 5000000 | wc -c; if read -t 1 -r x; then echo more; elif [ $? -gt 128 ]; then echo open; fi";
        Result result = shell().run(Command.of("bash", "-c", script).stdin(input), Output.NONE, ENOUGH);
        assertThat(result.stdout()).isEqualTo("5000000\nopen\n");
    }

    @Test
    default void a_command_need_not_read_its_input() throws Exception {
        byte[] input = new byte[5_000_000];
        Result result = shell().run(Command.of("true").stdin(input), Output.NONE, ENOUGH);
        assertThat(result.ok()).isTrue();
    }

    @Test
    default void a_left_behind_process_does_not_hold_up_the_result() throws Exception {
        Result result = shell().run(Command.of("sh", "-c", "sleep 20 & echo $!"), Output.NONE, Duration.ofSeconds(15));
        assertThat(result.ok()).isTrue();
        ProcessHandle.of(Long.parseLong(result.stdout().strip())).ifPresent(ProcessHandle::destroy);
    }

    @Test
    default void an_interruption_ends_the_command_and_its_children() throws Exception {
        RecordedOutput output = new RecordedOutput("ready");
        Command command = Command.of("sh", "-c", "sleep 600 & echo $!; echo $$; echo ready; wait");
        FutureTask<Result> run = new FutureTask<>(() -> shell().run(command, output, ENOUGH));
        Thread thread = Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        List<ProcessHandle> processes = processes(output);
        assertThat(processes).hasSize(2);
        thread.interrupt();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        for (ProcessHandle process : processes) {
            Processes.awaitEnd(process);
        }
    }

    private static List<ProcessHandle> processes(RecordedOutput output) {
        return output.lines().stream()
                .map(line -> line.substring("OUT ".length()))
                .filter(line -> line.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    @Test
    default void twenty_commands_at_once_do_not_mix() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Command command = Command.of("sh", "-c", "echo " + i + "; cat >/dev/null & sleep 0.1; echo " + i);
                runs.add(threads.submit(() -> shell().run(command, Output.NONE, ENOUGH)));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(runs.get(i).get().stdout()).isEqualTo(i + "\n" + i + "\n");
            }
        }
    }

    @Test
    default void a_command_that_wants_root_finds_itself_as_root_or_is_not_begun() throws Exception {
        Command command = Command.of("id", "-u").root();
        if (System.getProperty("user.name").equals("root")) {
            assertThat(shell().run(command, Output.NONE, ENOUGH)).isEqualTo(new Result(0, "0\n", ""));
        } else {
            assertThatThrownBy(() -> shell().run(command, Output.NONE, ENOUGH))
                    .isInstanceOf(KprovException.class)
                    .hasMessageEndingWith(" is not root on cp-1");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
