package dev.kprov.shell.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Processes;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Value;
import dev.kprov.shell.local.FakeSudo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scripts, really run by Bash on this machine.
@Timeout(60)
final class ScriptRunTest {
    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final String NASTY = "it's \"x\"\n$(id) `id` \\ ä€😀\n\n*";

    private final RecordedOutput output = new RecordedOutput("ready");
    private final Path folder;
    private final Shell shell;

    ScriptRunTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.shell = new FakeSudo(Files.createDirectory(folder.resolve("bin"))).shell();
    }

    @Test
    void parameters_and_files_arrive_as_they_are_for_root_only() throws Exception {
        String text = """
            printf %s "$NASTY" | cmp - "$KPROV_FILES/nasty" && echo same
            env | grep -c ^NASTY
            stat -c '%a %n' "$KPROV_FILES" "$KPROV_FILES"/* "$0" | sed "s#$(dirname "$KPROV_FILES")/##"
            echo "$KPROV_FILES"
            """;
        Value joined = new Value.Joined(List.of(Value.of("it's \"x\"\n$(id) `id` "), new Value.Captured("tail")));
        Script script = new Script("probe", text, Map.of("NASTY", Value.of(NASTY)), Map.of("nasty", joined), Set.of());
        ScriptRun.Finished finished = run(script, Map.of("tail", "\\ ä€😀\n\n*"));
        List<String> lines = finished.result().stdout().lines().toList();
        assertThat(lines)
                .startsWith("same", "0", "700 files", "600 files/nasty", "600 script/probe")
                .hasSize(6);
        assertThat(Path.of(lines.getLast())).doesNotExist();
        assertThat(Path.of(lines.getLast()).getParent()).doesNotExist();
    }

    @Test
    void understands_what_the_script_says_and_hides_every_secret() throws Exception {
        String text = """
            changed "wrote  two
            lines with $PW"
            waiting "the API server"
            echo "pw is $PW, old is $OLD, line is second-line!"
            echo "pw is $PW" >&2
            capture token abc.def
            capture cert "$CERT"
            capture empty ""
            capture count 1
            echo "token 1 is abc.def"
            echo ready
            """;
        Map<String, Value> parameters = Map.of(
                "PW", new Value.Secret("geheim"),
                "OLD", new Value.Captured("old"),
                "CERT", new Value.Secret("-----\nsecond-line!\n"));
        Script script = new Script("talk", text, parameters, Map.of(), Set.of("token", "cert", "empty"));
        ScriptRun.Finished finished = run(script, Map.of("old", "0ld"));
        assertThat(finished.changes()).containsExactly("wrote  two lines with ***");
        assertThat(finished.captured())
                .isEqualTo(Map.of("token", "abc.def", "cert", "-----\nsecond-line!\n", "empty", "", "count", "1"));
        assertThat(finished.result())
                .isEqualTo(new Result(0, "pw is ***, old is ***, line is ***\ntoken 1 is ***\nready\n", "pw is ***\n"));
        assertThat(output.waits()).containsExactly("the API server");
        assertThat(output.lines())
                .containsExactlyInAnyOrder(
                        "OUT pw is ***, old is ***, line is ***", "ERR pw is ***", "OUT token 1 is ***", "OUT ready");
        assertThat(finished.toString()).doesNotContain("abc.def", "second-line");
    }

    @Test
    void the_exit_status_is_the_scripts_and_a_failed_script_owes_no_capture() throws Exception {
        Script fails = new Script("fails", "capture a 1\nexit 17", Map.of(), Map.of(), Set.of("a", "b"));
        ScriptRun.Finished finished = run(fails, Map.of());
        assertThat(finished.result().exitStatus()).isEqualTo(17);
        assertThat(finished.captured()).containsOnlyKeys("a");
    }

    @Test
    void a_promised_capture_that_never_came_is_a_failure() {
        Script script = new Script("silent", "capture a 1", Map.of(), Map.of(), Set.of("a", "b"));
        assertThatThrownBy(() -> run(script, Map.of())).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e).hasMessage("silent ended well, but did not capture b");
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.STEP_FAILED);
        });
    }

    @Test
    void a_captured_value_is_whole_or_refused() throws Exception {
        String value = "capture big \"$(head -c %d /dev/zero | tr '\\0' x)\"";
        Script fits = new Script("fits", value.formatted(1_000_000), Map.of(), Map.of(), Set.of("big"));
        assertThat(run(fits, Map.of()).captured().get("big")).hasSize(1_000_000);
        Script over = new Script("over", value.formatted(1_100_000), Map.of(), Map.of(), Set.of("big"));
        assertThatThrownBy(() -> run(over, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1 MiB: big");
    }

    @Test
    void an_unknown_captured_value_is_a_bug_that_shows_before_anything_runs() {
        Script script = new Script(
                "x", "touch " + folder.resolve("ran"), Map.of("A", new Value.Captured("a")), Map.of(), Set.of());
        assertThatThrownBy(() -> run(script, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void big_files_arrive_whole() throws Exception {
        String big = "0123456789".repeat(500_000);
        Script script =
                new Script("big", "wc -c <\"$KPROV_FILES/big\"", Map.of(), Map.of("big", Value.of(big)), Set.of());
        assertThat(run(script, Map.of()).result().stdout()).isEqualTo("5000000\n");
    }

    @Test
    void the_script_gets_no_input_and_what_it_left_running_is_ended() throws Exception {
        String text = "cat; sleep 600 & echo $!; dirname \"$KPROV_FILES\"";
        List<String> lines = run(new Script("left", text, Map.of(), Map.of(), Set.of()), Map.of())
                .result()
                .stdout()
                .lines()
                .toList();
        assertThat(ProcessHandle.of(Long.parseLong(lines.getFirst())).filter(Processes::isRunning))
                .isEmpty();
        assertThat(Path.of(lines.getLast())).doesNotExist();
    }

    @Test
    void giving_up_ends_the_whole_script_and_removes_its_folder() throws Exception {
        FutureTask<ScriptRun.Finished> run = new FutureTask<>(() -> run(hanging(), Map.of()));
        Thread thread = Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        List<ProcessHandle> processes = processes();
        assertThat(processes).hasSize(2);
        thread.interrupt();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        ended(processes);
    }

    @Test
    void the_end_of_the_input_alone_ends_it_as_when_kprov_is_killed() throws Exception {
        Process[] started = new Process[1];
        Shell dying = new DyingShell(started);
        FutureTask<ScriptRun.Finished> run =
                new FutureTask<>(() -> ScriptRun.run(dying, hanging(), Map.of(), output, ENOUGH));
        Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        List<ProcessHandle> processes = processes();
        assertThat(processes).hasSize(2);
        started[0].getOutputStream().close();
        assertThat(started[0].waitFor(20, TimeUnit.SECONDS)).isTrue();
        ended(processes);
    }

    @Test
    void a_script_that_takes_too_long_is_named() {
        assertThatThrownBy(() -> ScriptRun.run(shell, hanging(), Map.of(), output, Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e).hasMessage("hangs took longer than 2 s on cp-1");
                    assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                });
    }

    private static Script hanging() {
        String text = "sleep 600 & echo $!; echo $$; dirname \"$KPROV_FILES\"; echo ready; wait";
        return new Script("hangs", text, Map.of(), Map.of(), Set.of());
    }

    private List<ProcessHandle> processes() {
        return output.lines().stream()
                .map(line -> line.substring("OUT ".length()))
                .filter(line -> line.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    private void ended(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            Processes.awaitEnd(process);
        }
        String place = output.lines().get(2).substring("OUT ".length());
        assertThat(Files.exists(Path.of(place))).as(place).isFalse();
    }

    private ScriptRun.Finished run(Script script, Map<String, String> captured) throws InterruptedException {
        return ScriptRun.run(shell, script, captured, output, ENOUGH);
    }
}
