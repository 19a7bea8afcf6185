package dev.kprov.shell.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Output;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Value;
import dev.kprov.shell.local.FakeSudo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Detached scripts on this machine, whose connection never breaks.
@Timeout(60)
final class DetachedRunTest {
    private static final Duration ENOUGH = Duration.ofSeconds(40);

    private final RecordedOutput output = new RecordedOutput("ready");
    private final StepBed bed;
    private final Shell shell;

    DetachedRunTest(@TempDir Path folder) throws Exception {
        bed = new StepBed(Files.createDirectory(folder.resolve("bed")));
        shell = new FakeSudo(Files.createDirectory(folder.resolve("bin"))).shell();
    }

    @Test
    void says_what_an_attached_run_says() throws Exception {
        Script script = new Script(
                "talk",
                """
                changed "wrote $PW"
                waiting "the API server"
                printf '10%%\\r20%%\\r\\nä€😀 \\x01\\n\\n  indented\\n'
                echo "pw is $PW, old is $OLD"
                cmp - "$KPROV_FILES/nasty" <<<"$NASTY" && echo same
                echo "pw is $PW" >&2
                capture token abc.def
                capture cert "$NASTY"
                for i in $(seq 3000); do echo "line $i"; done
                printf unfinished
                exit 3
                """,
                Map.of(
                        "PW",
                        new Value.Secret("geheim"),
                        "OLD",
                        new Value.Captured("old"),
                        "NASTY",
                        Value.of("it's\n$x")),
                Map.of("nasty", Value.of("it's\n$x\n")),
                Set.of("token"));
        RecordedOutput attached = new RecordedOutput();
        ScriptRun.Finished expected = ScriptRun.run(shell, script, Map.of("old", "0ld"), attached, ENOUGH);

        ScriptRun.Finished finished = run(script, Map.of("old", "0ld"));

        assertThat(out(output)).isEqualTo(out(attached)).contains("OUT 20%", "OUT same", "OUT unfinished");
        assertThat(output.lines()).contains("ERR pw is ***").hasSameSizeAs(attached.lines());
        assertThat(output.waits()).isEqualTo(attached.waits()).isNotEmpty();
        assertThat(finished.changes()).isEqualTo(expected.changes()).isNotEmpty();
        assertThat(finished.captured()).isEqualTo(expected.captured()).isNotEmpty();
        assertThat(finished.result())
                .isEqualTo(new Result(
                        3, expected.result().stdout() + "\n", expected.result().stderr()));
    }

    private static List<String> out(RecordedOutput output) {
        return output.lines().stream().filter(line -> line.startsWith("OUT")).toList();
    }

    @Test
    void finds_the_environment_of_an_attached_run() throws Exception {
        Script script = bed.script("where", "umask; pwd; env | grep -v -e ^KPROV_FILES -e ^_= | sort");
        String attached =
                ScriptRun.run(shell, script, Map.of(), output, ENOUGH).result().stdout();

        assertThat(run(script, Map.of()).result().stdout()).isEqualTo(attached).contains("LC_ALL=C.UTF-8", "0077");
    }

    @Test
    void leaves_nothing_when_it_went_well_and_what_it_printed_when_not() throws Exception {
        run(bed.script("good", "true"), Map.of());
        assertThat(bed.remains()).isEmpty();

        ScriptRun.Finished bad = run(bed.script("bad", "echo seen; exit 4"), Map.of());
        assertThat(bad.result().exitStatus()).isEqualTo(4);
        assertThat(bed.remains()).containsExactlyInAnyOrder("about", "err", "out", "pid");
        assertThat(bed.kept("out")).hasContent("seen\n::kprov:: end 4\n");
        assertThat(bed.kept("about")).hasContent("demo\ncp-1/do-it\nDo it on cp-1\n");
    }

    @Test
    void secrets_are_in_memory_only_as_long_as_the_script_runs_and_in_no_command_line() throws Exception {
        String text = """
                case $(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ') in *"$PW"*) echo seen ;; *) echo unseen ;; esac
                ls "$KPROV_FILES"
                """;
        Script script = new Script(
                "look",
                text,
                Map.of("PW", new Value.Secret("quite-secret")),
                Map.of("key", new Value.Secret("very-secret")),
                Set.of());
        assertThat(run(script, Map.of()).result().stdout()).isEqualTo("unseen\nkey\n");
        run(new Script("fail", "exit 1", script.parameters(), script.files(), Set.of()), Map.of());
        assertThat(bed.everything()).doesNotContain("quite-secret", "very-secret");
    }

    @Test
    void what_the_script_left_running_is_ended() throws Exception {
        String pid = run(bed.script("left", "sleep 600 & echo $!"), Map.of())
                .result()
                .stdout()
                .strip();
        assertThat(bed.runs(pid)).isFalse();
    }

    @Test
    void big_files_arrive_whole() throws Exception {
        Value big = Value.of("0123456789".repeat(500_000));
        Script script = new Script("big", "wc -c <\"$KPROV_FILES/big\"", Map.of(), Map.of("big", big), Set.of());
        assertThat(run(script, Map.of()).result().stdout()).isEqualTo("5000000\n");
    }

    @Test
    void a_promised_capture_that_never_came_is_a_failure() {
        Script script = new Script("silent", "true", Map.of(), Map.of(), Set.of("b"));
        assertThatThrownBy(() -> run(script, Map.of()))
                .isInstanceOf(KprovException.class)
                .hasMessage("silent ended well, but did not capture b");
    }

    @Test
    void an_interruption_ends_the_step_and_leaves_nothing() throws Exception {
        FutureTask<ScriptRun.Finished> run = new FutureTask<>(() -> run(bed.hanging(), Map.of()));
        Thread thread = Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        List<String> pids = bed.pids(output);
        thread.interrupt();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(pids).hasSize(2).noneMatch(bed::runs);
        assertThat(bed.remains()).isEmpty();
        assertThat(output.lines()).noneMatch(line -> line.contains("could not"));
    }

    @Test
    void a_step_that_takes_too_long_is_ended_and_what_it_printed_is_named() {
        assertThatThrownBy(() -> bed.run(shell, bed.hanging(), Map.of(), output, Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e).hasMessage("hangs took longer than 2 s on cp-1");
                    assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                    assertThat(e.problems().getFirst().remedy()).contains(bed.place());
                });
        assertThat(bed.pids(output)).hasSize(2).noneMatch(bed::runs);
        assertThat(bed.kept("out")).content().contains("ready").endsWith("::kprov:: end stopped\n");
    }

    @Test
    void a_step_that_was_killed_says_so() throws Exception {
        FutureTask<ScriptRun.Finished> run = new FutureTask<>(() -> run(bed.hanging(), Map.of()));
        Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        bed.kill(bed.wrapper());
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).cause().hasMessage("hangs was killed on cp-1");
        bed.pids(output).forEach(bed::kill);
        assertThat(bed.hidden()).isEmpty();
    }

    @Test
    void a_step_goes_on_when_kprov_is_killed_and_another_run_sees_it_to_its_end() throws Exception {
        Process[] started = new Process[1];
        String text = """
                echo ready; while [ ! -e %s ]; do sleep 0.1; done
                waiting "the last part"; echo "pw is $PW"; capture token abc.def; echo "token is abc.def" >&2; echo once >>%s
                """.formatted(bed.place("go"), bed.place("ran"));
        Script script = new Script("orphan", text, Map.of("PW", new Value.Secret("it's geheim")), Map.of(), Set.of());
        Shell dying = new DyingShell(started);
        FutureTask<ScriptRun.Finished> run = new FutureTask<>(() -> bed.run(dying, script, Map.of(), output, ENOUGH));
        Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        started[0].destroyForcibly();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS))
                .cause()
                .hasMessage("orphan can no longer be followed on cp-1");

        RecordedOutput second = new RecordedOutput("ready");
        FutureTask<String> adoption = new FutureTask<>(() -> bed.detached().await(shell, second, ENOUGH));
        Thread.ofVirtual().start(adoption);
        assertThat(second.sawIt()).isTrue();
        Files.createFile(bed.place("go"));
        assertThat(adoption.get(30, TimeUnit.SECONDS)).isEqualTo("0");
        assertThat(second.waits()).containsExactly("the last part");
        assertThat(second.lines()).contains("OUT ready", "OUT pw is ***");
        assertThat(second.lines().toString()).doesNotContain("geheim", "it's");
        assertThat(bed.place("ran")).hasContent("once\n");
        assertThat(bed.remains()).isEmpty();
    }

    @Test
    void a_step_that_does_not_end_is_neither_awaited_for_ever_nor_ended() throws Exception {
        Process[] started = new Process[1];
        Shell dying = new DyingShell(started);
        Thread.ofVirtual().start(new FutureTask<>(() -> bed.run(dying, bed.hanging(), Map.of(), output, ENOUGH)));
        assertThat(output.sawIt()).isTrue();
        assertThatThrownBy(() -> bed.detached().await(shell, output, Duration.ofSeconds(1)))
                .isInstanceOf(KprovException.class)
                .hasMessage("cp-1/do-it still runs on cp-1 after 1 s");
        assertThat(bed.runs(bed.wrapper())).isTrue();
        assertThat(shell.run(bed.stop(), Output.NONE, ENOUGH).ok()).isTrue();
        assertThat(bed.pids(output)).noneMatch(bed::runs);
        assertThat(bed.remains()).isEmpty();
    }

    @Test
    void the_next_step_clears_away_what_is_a_day_old() throws Exception {
        Path old = Files.createDirectories(bed.place("lib/steps/r0.old"));
        Files.writeString(old.resolve("out"), "long ago");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createDirectories(bed.place("lib/steps/r0.young"));

        run(bed.script("next", "true"), Map.of());

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void a_host_that_went_down_in_the_middle_says_so() throws Exception {
        FutureTask<ScriptRun.Finished> run = new FutureTask<>(() -> run(bed.hanging(), Map.of()));
        Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        String wrapper = bed.wrapper();
        Files.writeString(bed.kept("pid"), wrapper + " 1 another-boot\n");
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e).hasMessage("cp-1 went down while hangs ran");
                    assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
                });
        bed.kill(wrapper);
        bed.pids(output).forEach(bed::kill);
    }

    @Test
    void a_host_without_room_says_so() throws Exception {
        Files.writeString(bed.place("lib"), "a file where a folder should be");
        assertThatThrownBy(() -> run(bed.script("x", "true"), Map.of()))
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e).hasMessage("x cannot be started on cp-1");
                    assertThat(e.problems().getFirst().why()).contains("Not a directory");
                });
    }

    private ScriptRun.Finished run(Script script, Map<String, String> captured) throws InterruptedException {
        return bed.run(shell, script, captured, output, ENOUGH);
    }
}
