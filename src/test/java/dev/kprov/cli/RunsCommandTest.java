package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.run.HostLogs;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunJournal;
import dev.kprov.shell.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final StepId STEP = new StepId("cp-1", "install-packages");

    @TempDir
    private Path folder;

    private Cli cli;
    private Path state;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
        state = folder.resolve("state");
    }

    @Test
    void lists_the_newest_first_and_tells_what_never_ended() {
        String first = run(NOON, true);
        String second = run(NOON.plusSeconds(60), false);

        assertThat(runs().out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("RUN"),
                        row -> assertThat(row)
                                .startsWith(second)
                                .contains("2026-11-21 12:01:00", "up", "demo")
                                .endsWith("cut off, or still going on"),
                        row -> assertThat(row)
                                .startsWith(first)
                                .contains("30 s  0")
                                .endsWith("all is well"));
        assertThat(runs("-o", "json").json().path(1).path("exitCode").asInt()).isZero();
        assertThat(runs("-o", "json").json().path(0).path("exitCode").isNull()).isTrue();
    }

    @Test
    void shows_a_run_as_it_was_shown() {
        run(NOON, true);

        assertThat(runs("show", "last").out()).contains("12.0s  ✓ cp-1", "Install packages", "all is well");
        assertThat(runs("show", "2026", "-o", "json")
                        .json()
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("run-started");
    }

    @Test
    void prints_the_log_of_a_host_or_of_one_of_its_steps() {
        String run = run(NOON, true);

        assertThat(runs("logs", run, "cp-1").out()).contains("cp-1/install-packages out Unpacking kubelet");
        assertThat(runs("logs", run, "cp-1", "install-packages").out()).contains("Unpacking kubelet");
        assertThat(runs("logs", run, "cp-1", "reset-host").out().strip()).isEmpty();
    }

    @Test
    void a_run_or_host_that_is_not_there_is_told_with_those_that_are() {
        String run = run(NOON, true);
        run(NOON.plusSeconds(60), true);

        assertThat(runs("show", "1999").err()).contains("there is no run 1999", run);
        assertThat(runs("show", "2026").exitCode()).as("two begin so").isEqualTo(2);
        assertThat(runs("logs", run, "cp-9").err()).contains("no log of cp-9", "it has logs of: cp-1");
    }

    @Test
    void a_torn_last_line_and_a_strange_folder_do_no_harm() throws Exception {
        String run = run(NOON, false);
        Path journal = RunJournal.file(state.resolve("runs").resolve(run));
        Files.writeString(journal, Files.readString(journal) + "{\"type\":\"step-fin");
        Files.createDirectories(state.resolve("runs/notes"));

        assertThat(runs().out().lines()).hasSize(2);
    }

    @Test
    void without_a_run_the_list_is_empty() {
        assertThat(runs().exitCode()).isZero();
        assertThat(runs("-o", "json").json()).isEmpty();
    }

    private Cli.Said runs(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "runs";
        all[1] = "--state-dir";
        all[2] = state.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return cli.run(all);
    }

    private String run(Instant at, boolean ends) {
        RunFolder kept = RunFolder.create(state, "demo", Clock.fixed(at, ZoneOffset.UTC), new Random(7));
        Plan plan = new Plan(
                "up",
                "fake",
                "demo",
                List.of(new Step(
                        STEP,
                        Stage.PREPARE,
                        "Install packages on cp-1",
                        Set.of(),
                        new Action.Fetch("/x", "x"),
                        Duration.ofMinutes(1))));
        try (RunJournal journal = new RunJournal(kept);
                HostLogs logs = new HostLogs(kept)) {
            for (RunEvent event : List.of(
                    new RunEvent.RunStarted(at, kept.runId(), "up", "demo", "x"),
                    new RunEvent.Planned(at.plusSeconds(1), plan),
                    new RunEvent.StepStarted(at.plusSeconds(2), STEP),
                    new RunEvent.StepOutput(at.plusSeconds(3), STEP, Output.Stream.OUT, "Unpacking kubelet"),
                    new RunEvent.StepFinished(
                            at.plusSeconds(12), STEP, new Outcome.Changed(), Duration.ofSeconds(10)))) {
                journal.on(event);
                logs.on(event);
            }
            if (ends) {
                journal.on(new RunEvent.RunFinished(
                        at.plusSeconds(30), ExitCode.OK, "all is well", Duration.ofSeconds(30), List.of()));
            }
        }
        return kept.runId();
    }
}
