package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.Await;
import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.shell.script.StepBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What holds for steps whose connection breaks, whoever made it.
@Timeout(90)
public abstract class DetachedShellContract {
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    /// How often it was tried to connect, and how often that came of it.
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final StepBed bed;
    private Optional<HostShells> shells = Optional.empty();
    private volatile Way way = Way.USUAL;

    protected DetachedShellContract(Path home) {
        bed = new StepBed(home.resolve("bed"));
    }

    /// Where the next connection leads.
    protected enum Way {
        USUAL,
        /// To the same server, which refuses us, or we it.
        REFUSED,
        /// To a port on which nothing listens.
        TO_NOBODY
    }

    protected abstract Host host();

    protected abstract Shell open(Way way) throws InterruptedException;

    /// Ends every connection at once.
    protected abstract void breakConnections();

    /// Asserts that this came of the way that is refused.
    protected abstract void isTheRefusal(KprovException problem);

    protected abstract void closeServer() throws Exception;

    @BeforeEach
    void prepares() throws Exception {
        Files.createDirectories(bed.folder());
        shells = Optional.of(new HostShells(host -> {
            opened.incrementAndGet();
            Shell shell = open(way);
            connected.incrementAndGet();
            return shell;
        }));
    }

    @AfterEach
    void stops() throws Exception {
        shells.orElseThrow().close();
        closeServer();
    }

    @Test
    void a_connection_that_breaks_again_and_again_loses_and_repeats_nothing() throws Exception {
        RecordedOutput output = new RecordedOutput("line 1");
        String text = """
                echo run >>%s
                for i in $(seq 60); do
                  echo "line $i"; echo "err $i" >&2
                  until [ "$i" -lt 30 ] || [ -e %s ]; do sleep 0.05; done
                  [ "$i" = 1 ] || printf 'half %%s' "$i"; sleep 0.05; [ "$i" = 1 ] || echo " whole"
                done
                capture token abc
                """.formatted(bed.place("ran"), bed.place("enough"));
        FutureTask<ScriptRun.Finished> run = start(bed.script("long", text), output);
        assertThat(output.sawIt()).isTrue();
        for (int i = 0; i < 4; i++) {
            int before = connected.get();
            breakConnections();
            Await.until("another connection", () -> connected.get() > before);
        }
        assertThat(run.isDone()).isFalse();
        Files.createFile(bed.place("enough"));

        ScriptRun.Finished finished = run.get(60, TimeUnit.SECONDS);

        assertThat(lines(output, "OUT line")).isEqualTo(numbered("OUT line %d"));
        assertThat(lines(output, "ERR err")).isEqualTo(numbered("ERR err %d"));
        assertThat(lines(output, "OUT half")).hasSize(59).allMatch(line -> line.endsWith(" whole"));
        assertThat(finished.captured()).containsEntry("token", "abc");
        assertThat(output.waits()).isNotEmpty().containsOnly("the connection to cp-1");
        assertThat(bed.place("ran")).hasContent("run\n");
        assertThat(bed.remains()).isEmpty();
    }

    @Test
    void a_launch_that_is_cut_right_after_its_claim_is_not_repeated() throws Exception {
        RecordedOutput output = new RecordedOutput();
        FutureTask<ScriptRun.Finished> run =
                start(bed.script("once", "echo run >>%s; sleep 1; echo end".formatted(bed.place("ran"))), output);
        Await.until("its claim", () -> Files.exists(bed.kept("pid")));
        breakConnections();

        assertThat(run.get(60, TimeUnit.SECONDS).result().stdout()).isEqualTo("end\n");
        assertThat(bed.place("ran")).hasContent("run\n");
        assertThat(bed.remains()).isEmpty();
    }

    @Test
    void a_refusal_meanwhile_is_not_tried_twice_and_the_step_goes_on() throws Exception {
        RecordedOutput output = new RecordedOutput("ready");
        FutureTask<ScriptRun.Finished> run = start(bed.hanging(), output);
        assertThat(output.sawIt()).isTrue();
        way = Way.REFUSED;
        breakConnections();

        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
                    isTheRefusal(e);
                });
        assertThat(opened).hasValue(2);
        assertThat(bed.pids(output)).hasSize(2).allMatch(bed::runs);
        way = Way.USUAL;
        assertThat(shell().run(bed.stop(), (stream, line) -> {}, ENOUGH).ok()).isTrue();
        assertThat(bed.pids(output)).noneMatch(bed::runs);
    }

    @Test
    void a_host_that_does_not_come_back_is_told_with_what_goes_on_there() throws Exception {
        RecordedOutput output = new RecordedOutput("ready");
        FutureTask<ScriptRun.Finished> run = start(bed.hanging(), output);
        assertThat(output.sawIt()).isTrue();
        way = Way.TO_NOBODY;
        breakConnections();

        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e.problems().getFirst().why()).endsWith("hangs goes on there without kprov");
                    assertThat(e.problems().getFirst().remedy()).contains("waits for the step");
                });
        way = Way.USUAL;
        assertThat(shell().run(bed.stop(), (stream, line) -> {}, ENOUGH).ok()).isTrue();
    }

    @Test
    void an_interruption_while_there_is_no_connection_ends_the_step_over_a_new_one() throws Exception {
        RecordedOutput output = new RecordedOutput("ready");
        FutureTask<ScriptRun.Finished> run =
                new FutureTask<>(() -> bed.run(shell(), bed.hanging(), Map.of(), output, ENOUGH));
        Thread thread = Thread.ofVirtual().start(run);
        assertThat(output.sawIt()).isTrue();
        breakConnections();
        Await.until("the trouble", () -> !output.waits().isEmpty());
        thread.interrupt();

        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(bed.pids(output)).hasSize(2).noneMatch(bed::runs);
        assertThat(bed.remains()).isEmpty();
    }

    private FutureTask<ScriptRun.Finished> start(Script script, RecordedOutput output) {
        FutureTask<ScriptRun.Finished> run = new FutureTask<>(() -> bed.run(shell(), script, Map.of(), output, ENOUGH));
        Thread.ofVirtual().start(run);
        return run;
    }

    private Shell shell() throws InterruptedException {
        return shells.orElseThrow().on(host());
    }

    private static List<String> lines(RecordedOutput output, String start) {
        return output.lines().stream().filter(line -> line.startsWith(start)).toList();
    }

    private static List<String> numbered(String format) {
        return IntStream.rangeClosed(1, 60).mapToObj(format::formatted).toList();
    }
}
