package dev.kprov.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokenRunTest {
    private static final StepId STEP = new StepId("cp-1", "init");

    @TempDir
    private Path state;

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void is_none_when_there_was_no_run_or_the_last_one_went_well() {
        assertThat(found()).isEmpty();
        run("up", "demo", true, Optional.of(ExitCode.STEP_FAILED));
        run("up", "demo", true, Optional.of(ExitCode.OK));
        assertThat(found()).isEmpty();
        run("up", "other", true, Optional.of(ExitCode.STEP_FAILED));
        assertThat(found()).isEmpty();
    }

    @Test
    void says_how_it_ended() {
        run("up", "demo", true, Optional.of(ExitCode.STEP_FAILED));
        assertThat(text()).contains("(kprov up, begun 2026-11-21T12:00:00Z) failed: 1 of 1 steps");
        run("down", "demo", true, Optional.of(ExitCode.INTERRUPTED));
        assertThat(text()).contains("kprov down").contains("was interrupted");
        run("up", "demo", true, Optional.empty());
        assertThat(text()).contains("was cut off");
    }

    @Test
    void is_not_hidden_by_runs_that_changed_nothing() {
        run("up", "demo", true, Optional.empty());
        run("up", "demo", false, Optional.of(ExitCode.BUSY));
        run("verify", "demo", false, Optional.of(ExitCode.OK));
        run("diagnose", "demo", false, Optional.of(ExitCode.OK));

        assertThat(text()).contains("was cut off");
    }

    @Test
    void a_journal_broken_in_its_middle_counts_as_far_as_it_can_be_read_and_says_so() throws IOException {
        run("up", "demo", true, Optional.of(ExitCode.STEP_FAILED));
        RunCatalog catalog = new RunCatalog(state);
        Path journal = RunJournal.file(catalog.find("last"));
        List<String> lines = new ArrayList<>(Files.readAllLines(journal));
        lines.set(2, "{\"at\":");
        Files.write(journal, lines);

        assertThat(text()).contains("was cut off: 0 of 1 steps", "cannot be read from " + journal + ":3 on");
        assertThat(catalog.list()).singleElement().satisfies(entry -> {
            assertThat(entry.verb()).isEqualTo("up");
            assertThat(entry.finished()).isEmpty();
        });
    }

    @Test
    void runs_of_one_second_stand_in_the_order_in_which_they_began() throws InterruptedException {
        List<String> made = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 6; i++) {
            RunFolder folder = RunFolder.create(state, "demo", Clock.fixed(now, ZoneOffset.UTC), random);
            try (RunJournal journal = new RunJournal(folder)) {
                journal.on(new RunEvent.RunStarted(now, folder.runId(), "verify", "demo", "x"));
            }
            made.addFirst(folder.runId());
            Thread.sleep(20);
        }

        assertThat(new RunCatalog(state).list())
                .extracting(RunCatalog.Entry::runId)
                .isEqualTo(made);
    }

    private Optional<BrokenRun> found() {
        return BrokenRun.of(state, "demo", "this one");
    }

    private String text() {
        return found().orElseThrow().text();
    }

    private void run(String verb, String cluster, boolean planned, Optional<ExitCode> end) {
        RunFolder folder = RunFolder.create(state, cluster, Clock.fixed(now, ZoneOffset.UTC), new Random(1));
        Step step = new Step(
                STEP, Stage.PREPARE, "Init on cp-1", Set.of(), new Action.Fetch("/x", "x"), Duration.ofMinutes(1));
        try (RunJournal journal = new RunJournal(folder)) {
            journal.on(new RunEvent.RunStarted(now, folder.runId(), verb, cluster, "x"));
            if (planned) {
                journal.on(new RunEvent.Planned(now, new Plan(verb, "fake", cluster, List.of(step))));
                journal.on(new RunEvent.StepFinished(now, STEP, new Outcome.Changed(), Duration.ZERO));
            }
            end.ifPresent(code -> journal.on(new RunEvent.RunFinished(now, code, "said so", Duration.ZERO, List.of())));
        }
        now = now.plusSeconds(60);
    }
}
