package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunJournalTest {
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final StepId ID = StepId.parse("cp-1/kubeadm-init");
    private static final Problem PROBLEM =
            new Problem(ExitCode.STEP_FAILED, "cp-1", "it \"failed\"", "two\nlines", "try ä 🙂 again");

    @TempDir
    private Path folder;

    @Test
    void reads_back_what_it_wrote() throws IOException {
        List<RunEvent> events = everyEvent();

        write(events);

        assertThat(JournalReader.read(folder)).isEqualTo(events);
        assertThat(events.stream().map(RunEvent::getClass).distinct())
                .as("a new event has to be added here")
                .hasSize(RunEvent.class.getPermittedSubclasses().length);
    }

    @Test
    void is_one_line_of_json_for_each_event_and_names_its_schema_in_the_first() throws IOException {
        write(everyEvent());

        List<String> lines = Files.readAllLines(RunJournal.file(folder));
        assertThat(lines).hasSameSizeAs(everyEvent());
        assertThat(lines.getFirst())
                .isEqualTo("{\"schemaVersion\":1,\"type\":\"run-started\",\"at\":\"2026-11-21T12:00:00.123Z\","
                        + "\"runId\":\"r1\",\"verb\":\"up\",\"cluster\":\"demo\",\"folder\":\".kprov/runs/r1\"}");
        assertThat(lines.get(1)).startsWith("{\"type\":\"phase-started\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(RunJournal.file(folder))))
                .isEqualTo("rw-------");
    }

    @Test
    void has_written_an_event_before_it_returns() throws IOException {
        try (RunJournal journal = new RunJournal(new RunFolder("r1", folder, folder))) {
            journal.on(everyEvent().getFirst());
            assertThat(JournalReader.read(folder)).hasSize(1);
        }
    }

    @Test
    void outlives_the_interruption_of_the_thread_that_writes() throws IOException {
        try (RunJournal journal = new RunJournal(new RunFolder("r1", folder, folder))) {
            Thread.currentThread().interrupt();
            everyEvent().forEach(journal::on);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(JournalReader.read(folder)).isEqualTo(everyEvent());
    }

    @Test
    void keeps_no_secret_of_a_plan() throws IOException {
        Script script =
                new Script("init", "echo text", Map.of("TOKEN", new Value.Secret("s3cr3t")), Map.of(), Set.of("HASH"));
        write(List.of(new RunEvent.Planned(
                AT,
                FakeHosts.plan(FakeHosts.step("cp-1/init", new Action.Run(script, List.of("starts the cluster")))))));

        assertThat(Files.readString(RunJournal.file(folder)))
                .contains("starts the cluster")
                .doesNotContain("s3cr3t", "echo text");
    }

    @Test
    void passes_over_a_torn_last_line() throws IOException {
        write(everyEvent());
        Files.writeString(RunJournal.file(folder), "{\"type\":\"step-fini", StandardOpenOption.APPEND);

        assertThat(JournalReader.read(folder)).isEqualTo(everyEvent());
    }

    @Test
    void refuses_a_line_broken_in_the_middle_and_names_it() throws IOException {
        write(everyEvent());
        Path file = RunJournal.file(folder);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, "{\"type\":\"phase-fin");
        Files.write(file, lines);

        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().where()).endsWith("events.ndjson:3"));
    }

    @Test
    void refuses_a_journal_of_another_schema() throws IOException {
        Files.writeString(RunJournal.file(folder), "{\"schemaVersion\":2,\"type\":\"x\"}\n");

        assertThatThrownBy(() -> JournalReader.read(folder))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains("schema version 2"));
    }

    @Test
    void a_journal_without_an_event_is_empty() throws IOException {
        write(List.of());

        assertThat(JournalReader.read(folder)).isEmpty();
    }

    @Test
    void a_listener_that_cannot_write_is_dropped_and_the_others_are_told() {
        List<RunEvent> seen = new ArrayList<>();
        Broadcast broadcast = new Broadcast(List.of(
                event -> {
                    throw new UncheckedIOException(new IOException("No space left on device"));
                },
                seen::add));

        broadcast.on(new RunEvent.StepStarted(AT, ID));
        broadcast.on(new RunEvent.StepStarted(AT, ID));

        assertThat(seen).hasSize(3);
        assertThat(seen.get(1))
                .isInstanceOfSatisfying(
                        RunEvent.ProblemFound.class,
                        found -> assertThat(found.problem().why()).contains("No space left"));
    }

    @Test
    void host_logs_say_when_and_in_which_step() throws IOException {
        try (HostLogs logs = new HostLogs(new RunFolder("r1", folder, folder))) {
            logs.on(new RunEvent.StepStarted(AT, ID));
            logs.on(new RunEvent.StepOutput(AT, ID, Output.Stream.ERR, "\u001b[31mred\u001b[0m"));
            logs.on(new RunEvent.StepOutput(AT, StepId.parse("w-1/join"), Output.Stream.OUT, "hello"));
            logs.on(new RunEvent.HostOutput(AT, ID, "w-1", "changed: Install kubelet"));
            logs.on(new RunEvent.StepFinished(AT, ID, new Outcome.Failed(PROBLEM), Duration.ofMillis(12)));
            logs.on(new RunEvent.Remark(AT, "w-1", "w-1 restarted"));
            logs.on(new RunEvent.Remark(AT, "", "of no host"));
        }

        assertThat(Files.readAllLines(folder.resolve("cp-1.log")))
                .containsExactly(
                        "2026-11-21T12:00:00.123Z cp-1/kubeadm-init --- started",
                        "2026-11-21T12:00:00.123Z cp-1/kubeadm-init err red",
                        "2026-11-21T12:00:00.123Z cp-1/kubeadm-init --- failed after 12 ms: it \"failed\": two",
                        "2026-11-21T12:00:00.123Z cp-1/kubeadm-init lines");
        assertThat(folder.resolve("w-1.log"))
                .content()
                .contains(
                        "w-1/join out hello",
                        " cp-1/kubeadm-init out changed: Install kubelet\n",
                        " w-1 --- w-1 restarted\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cp-1.log"))))
                .isEqualTo("rw-------");
    }

    private void write(List<RunEvent> events) {
        try (RunJournal journal = new RunJournal(new RunFolder("r1", folder, folder))) {
            events.forEach(journal::on);
        }
    }

    private static List<RunEvent> everyEvent() {
        Duration took = Duration.ofMillis(1234);
        Script script = new Script("init", "", Map.of(), Map.of(), Set.of("A", "B"));
        Plan plan = FakeHosts.plan(
                FakeHosts.step("cp-1/swap-off", new Action.Unchanged("no swap")),
                FakeHosts.step("cp-1/kubeadm-init", new Action.Run(script, List.of("one", "two")), "cp-1/swap-off"),
                FakeHosts.step("cp-1/fetch", new Action.Fetch("/etc/x", "kubeconfig"), "cp-1/kubeadm-init"));
        return List.of(
                new RunEvent.RunStarted(AT, "r1", "up", "demo", ".kprov/runs/r1"),
                new RunEvent.PhaseStarted(AT, "observe", "observe hosts"),
                new RunEvent.HostObserved(AT, "cp-1", "Debian 12", took),
                new RunEvent.PhaseFinished(AT, "observe", took),
                new RunEvent.Planned(AT, plan),
                new RunEvent.StepStarted(AT, ID),
                new RunEvent.StepOutput(AT, ID, Output.Stream.ERR, "line with \" and \u2028"),
                new RunEvent.HostOutput(AT, ID, "w-1", "changed: Install kubelet"),
                new RunEvent.StepWaiting(AT, ID, "the API"),
                new RunEvent.StepFinished(AT, ID, new Outcome.Failed(PROBLEM), took),
                new RunEvent.StepFinished(AT, ID, new Outcome.Changed(), took),
                new RunEvent.StepFinished(AT, ID, new Outcome.Unchanged(), Duration.ZERO),
                new RunEvent.StepFinished(AT, ID, new Outcome.Skipped(ID), Duration.ZERO),
                new RunEvent.StepFinished(AT, ID, new Outcome.Interrupted(), took),
                new RunEvent.HostLeftOut(AT, "worker-1", "it failed"),
                new RunEvent.VerifyWaiting(AT, List.of("dns", "nodes")),
                new RunEvent.CheckSeen(AT, "dns", "DNS answers", "Unknown", "nobody has answered yet"),
                new RunEvent.CheckFinished(AT, "dns", "DNS answers", "Failed", "silence", "look"),
                new RunEvent.ApiAsked(AT, 27, 310_000),
                new RunEvent.ProblemFound(AT, PROBLEM),
                new RunEvent.Remark(AT, "", "the last run was cut off"),
                new RunEvent.Remark(AT, "w-1", "w-1 restarted"),
                new RunEvent.RunFinished(AT, ExitCode.STEP_FAILED, "not up", took, List.of("kprov up")));
    }
}
