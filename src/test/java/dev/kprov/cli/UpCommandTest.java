package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.installer.Remark;
import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.observe.Observer;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunJournal;
import dev.kprov.run.Tally;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpCommandTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    @Test
    void exits_with_0_when_every_check_passed_and_names_the_next_command() {
        Cli.Said said = cli.runHere("up", "-p", "plain");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEmpty();
        RunEvent.RunFinished end = end();
        assertThat(end.verdict()).isEqualTo("cluster demo works: all 1 checks passed");
        assertThat(end.next())
                .containsExactly("export KUBECONFIG=" + cli.state().resolve("clusters/demo/kubeconfig"));
    }

    @Test
    void waits_for_a_step_that_an_earlier_run_left_running_and_looks_again_before_it_plans() {
        HostFacts busy = host("w-1", "", new HostFacts.RunningStep("r0.join", "demo", "w-1/join", "Join w-1"));
        cli.parts.observation =
                wanted -> new Facts(cli.parts.looks.size() == 1 ? Map.of("w-1", busy) : Map.of(), Map.of(), List.of());

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isZero();

        assertThat(cli.parts.awaited).containsExactly("w-1 r0.join 10 min");
        assertThat(cli.parts.looks).hasSize(2);
        assertThat(cli.parts.shown)
                .extracting(Object::toString)
                .anyMatch(event -> event.contains("Join w-1, which an earlier run began"));
        cli.parts.looks.clear();
        cli.runHere("plan", "-p", "plain");
        assertThat(cli.parts.awaited).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "plan"})
    void what_is_likely_to_go_wrong_is_told_before_the_plan(String verb) {
        cli.parts.installer.remarks = List.of(new Remark("w-1", "its nameserver is 127.0.0.1"));

        assertThat(cli.runHere(verb, "-p", "plain").exitCode()).isZero();

        List<RunEvent> told = cli.parts.shown.stream()
                .filter(event -> event instanceof RunEvent.Remark || event instanceof RunEvent.Planned)
                .toList();
        assertThat(told.getFirst())
                .isEqualTo(new RunEvent.Remark(FakeParts.CLOCK.instant(), "w-1", "its nameserver is 127.0.0.1"));
        assertThat(told).hasSize(2);
    }

    @Test
    void runs_the_very_plan_that_it_showed() {
        cli.runHere("up", "-p", "plain");

        Plan shown = cli.parts.shown.stream()
                .filter(RunEvent.Planned.class::isInstance)
                .map(event -> ((RunEvent.Planned) event).plan())
                .findFirst()
                .orElseThrow();
        assertThat(cli.parts.ran).containsSame(shown);
    }

    @Test
    void exits_with_1_when_a_check_could_not_tell() {
        cli.parts.checks = List.of(
                new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Passed("3 of 3")),
                new CheckResult("dns", "Cluster DNS answers", new Verdict.Unknown("no answer in time")));

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(1);
        assertThat(end().verdict()).contains("1 of 2 checks did not pass: dns");
        assertThat(end().next().getFirst()).startsWith("kprov verify");
    }

    @Test
    void a_cluster_of_which_no_check_passed_is_not_said_to_be_up() {
        cli.parts.checks =
                List.of(new CheckResult("dns", "Cluster DNS answers", new Verdict.Unknown("no answer in time")));

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(1);
        assertThat(end().verdict()).isEqualTo("cluster demo is not known to be up: 1 of 1 checks did not pass: dns");
    }

    @Test
    void a_verification_without_any_check_is_no_success() {
        cli.parts.checks = List.of();

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(1);
    }

    @Test
    void names_all_unreachable_hosts_and_runs_nothing() {
        cli.parts.observation = wanted ->
                new Facts(Map.of(), Map.of(), List.of(FakeParts.unreachable("w-1"), FakeParts.unreachable("w-2")));

        Cli.Said said = cli.runHere("up", "-p", "plain");

        assertThat(said.exitCode()).isEqualTo(4);
        assertThat(cli.parts.ran).isEmpty();
        assertThat(problems()).extracting(Problem::what).containsExactly("cannot reach w-1", "cannot reach w-2");
        assertThat(end().verdict()).isEqualTo("2 problems; nothing was changed on any host");
    }

    @Test
    void another_run_on_the_cluster_is_told_alone_and_nothing_is_adopted_or_run() {
        Problem busy = Problem.of(ExitCode.BUSY, "another run of kprov", "it holds the lock", "wait for its end");
        cli.parts.observation = wanted -> new Facts(Map.of(), Map.of(), List.of(FakeParts.unreachable("w-1"), busy));

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(6);
        assertThat(problems()).containsExactly(busy);
        assertThat(cli.parts.awaited).isEmpty();
        assertThat(cli.parts.ran).isEmpty();
        assertThat(cli.runHere("down", "-p", "plain", "--yes").exitCode()).isEqualTo(6);
    }

    @Test
    void a_host_that_restarted_is_looked_at_again_and_a_new_plan_is_run() {
        cli.parts.observation =
                wanted -> new Facts(Map.of("w-1", host("w-1", "boot " + cli.parts.looks.size())), Map.of(), List.of());
        cli.parts.lives = host -> "boot 2";
        cli.parts.outcome = step -> cli.parts.looks.size() == 1
                ? failing("w-1", "join", ExitCode.UNREACHABLE).apply(step)
                : new Outcome.Changed();

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isZero();

        assertThat(cli.parts.looks).hasSize(2);
        assertThat(remarks()).containsExactly("w-1 restarted: looking again");
        Tally tally = new Tally();
        cli.parts.shown.forEach(tally::on);
        assertThat(tally.count("failed")).as("only the last plan counts").isZero();
        assertThat(tally.sections())
                .filteredOn(section -> section.id().equals("JOIN"))
                .singleElement()
                .satisfies(section -> {
                    assertThat(section.total()).isEqualTo(2);
                    assertThat(section.done()).isEqualTo(2);
                });
    }

    @Test
    void what_is_refused_after_a_restart_may_pass_and_there_is_an_end_to_restarts() {
        cli.parts.observation = wanted -> {
            int look = cli.parts.looks.size();
            cli.parts.installer.refused =
                    look == 2 ? List.of(Problem.invalid("cp-1", "the API is silent", "it boots", "wait")) : List.of();
            return new Facts(Map.of("w-1", host("w-1", "boot " + look)), Map.of(), List.of());
        };
        cli.parts.lives = host -> "boot 9";
        cli.parts.outcome = failing("w-1", "join", ExitCode.STEP_FAILED);

        assertThat(cli.runHere("up", "-p", "plain", "--no-diagnose").exitCode()).isEqualTo(5);

        assertThat(cli.parts.looks).as("four rounds and one refusal").hasSize(5);
        assertThat(cli.parts.pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(remarks()).contains("waiting, because the API is silent").hasSize(4);
    }

    @Test
    void a_host_that_does_not_answer_is_waited_for_and_given_up_in_the_end() {
        cli.parts.observation = wanted -> new Facts(Map.of("w-1", host("w-1", "boot")), Map.of(), List.of());
        cli.parts.lives = host -> {
            throw KprovException.passing(FakeParts.unreachable(host.name()), null);
        };
        cli.parts.outcome = failing("w-1", "join", ExitCode.UNREACHABLE);

        assertThat(cli.runHere("up", "-p", "plain", "--no-diagnose").exitCode()).isEqualTo(4);
        assertThat(cli.parts.pauses).hasSize(20);
        assertThat(remarks()).containsExactly("waiting for w-1 to answer again");
        assertThat(cli.parts.looks).hasSize(1);
    }

    @Test
    void fresh_asks_like_down_then_ends_what_runs_removes_the_cluster_and_makes_it() {
        HostFacts busy = host("w-1", "", new HostFacts.RunningStep("r0.join", "demo", "w-1/join", "Join w-1"));
        cli.parts.observation =
                wanted -> new Facts(cli.parts.looks.size() == 1 ? Map.of("w-1", busy) : Map.of(), Map.of(), List.of());
        Cli.Said refused = cli.runHere("up", "-p", "plain", "--fresh");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("up --fresh is not confirmed", "add --yes");
        assertThat(cli.parts.looks).isEmpty();

        assertThat(cli.runHere("up", "-p", "plain", "--fresh", "--yes").exitCode())
                .isZero();

        assertThat(cli.parts.ended).containsExactly("w-1 r0.join");
        assertThat(cli.parts.awaited).isEmpty();
        assertThat(cli.parts.shown)
                .filteredOn(RunEvent.Planned.class::isInstance)
                .extracting(event -> ((RunEvent.Planned) event).plan().verb())
                .containsExactly("down", "up");
    }

    @Test
    void fresh_does_not_go_on_when_the_cluster_could_not_be_removed() {
        cli.parts.outcome = failing("w-1", "remove", ExitCode.STEP_FAILED);

        assertThat(cli.runHere("up", "-p", "plain", "--fresh", "--yes").exitCode())
                .isEqualTo(5);
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("down");
        assertThat(end().next().getFirst()).endsWith("--fresh");
    }

    @Test
    void says_what_an_earlier_run_left_undone_even_when_its_journal_is_torn() throws IOException {
        RunFolder before = RunFolder.create(
                cli.state(), "demo", Clock.offset(FakeParts.CLOCK, Duration.ofHours(-1)), new Random(5));
        try (RunJournal journal = new RunJournal(before)) {
            cli.runHere("up", "-p", "plain");
            List<RunEvent> events = cli.parts.kept;
            assertThat(remarks()).isEmpty();
            int third = events.indexOf(events.stream()
                    .filter(RunEvent.StepFinished.class::isInstance)
                    .skip(2)
                    .findFirst()
                    .orElseThrow());
            List.copyOf(events).subList(0, third).forEach(journal::on);
        }
        Files.writeString(RunJournal.file(before.run()), "{\"type\":\"step-fin", StandardOpenOption.APPEND);

        cli.runHere("up", "-p", "plain");

        assertThat(remarks())
                .singleElement()
                .asString()
                .matches(
                        "run .* \\(kprov up, begun 2026-11-21T09:15:00Z\\) was cut off: 2 of 6 steps were done, running:"
                                + " w-2/prepare; the last line of its journal is torn; going on from what the hosts show");
    }

    @Test
    void only_who_changes_a_cluster_has_to_pass_its_lock() {
        cli.runHere("plan", "-p", "plain");
        assertThat(cli.parts.looks.getLast().gate()).isSameAs(Observer.Gate.OPEN);
        cli.runHere("up", "-p", "plain");
        assertThat(cli.parts.looks.getLast().gate()).isNotSameAs(Observer.Gate.OPEN);
        cli.runHere("down", "-p", "plain", "--yes");
        assertThat(cli.parts.looks.getLast().gate()).isNotSameAs(Observer.Gate.OPEN);
    }

    @Test
    void hosts_that_do_not_fit_are_refused_before_anything_runs() {
        cli.parts.installer.refused = List.of(Problem.invalid("w-1", "port is taken", "nginx has it", "stop nginx"));

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(3);
        assertThat(cli.parts.ran).isEmpty();
        assertThat(problems()).extracting(Problem::what).containsExactly("port is taken");
    }

    @Test
    void exits_with_5_when_a_worker_failed_and_looks_at_the_cluster_without_waiting_long() {
        cli.parts.outcome = failing("w-2", "join", ExitCode.STEP_FAILED);

        Cli.Said said = cli.runHere("up", "-p", "plain");

        assertThat(said.exitCode()).isEqualTo(5);
        assertThat(cli.parts.verified)
                .singleElement()
                .satisfies(wanted ->
                        assertThat(wanted.profile().timeouts().verify()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(end().verdict()).isEqualTo("1 step failed");
        assertThat(end().next().getFirst()).startsWith("kprov up");
    }

    @Test
    void does_not_verify_when_the_control_plane_did_not_come_up() {
        cli.parts.outcome = failing("cp-1", "init", ExitCode.STEP_FAILED);

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(5);
        assertThat(cli.parts.verified).isEmpty();
    }

    @Test
    void a_host_lost_on_the_way_exits_with_4_unless_a_step_failed_too() {
        cli.parts.outcome = failing("w-1", "join", ExitCode.UNREACHABLE);
        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(4);

        Function<Step, Outcome> lost = cli.parts.outcome;
        Function<Step, Outcome> failed = failing("w-2", "join", ExitCode.STEP_FAILED);
        cli.parts.outcome = step -> step.host().equals("w-1") ? lost.apply(step) : failed.apply(step);
        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(5);
    }

    @Test
    void an_interruption_while_observing_ends_the_journal_and_exits_with_130() {
        cli.parts.observation = wanted -> {
            throw new InterruptedException("test");
        };

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(130);
        assertThat(cli.parts.kept.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.RunFinished.class,
                        end -> assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
        assertThat(end().verdict()).isEqualTo("interrupted; nothing was changed on any host");
    }

    @Test
    void an_interruption_while_steps_run_exits_with_130_and_says_that_hosts_were_changed() {
        cli.parts.outcome = step -> {
            Thread.currentThread().interrupt();
            return new Outcome.Interrupted();
        };

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(130);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(end().verdict()).isEqualTo("interrupted; what was done so far stays");
        assertThat(cli.parts.verified).isEmpty();
    }

    @Test
    void a_bug_exits_with_70_and_keeps_its_story() throws IOException {
        cli.parts.observation = wanted -> {
            throw new IllegalStateException("impossible");
        };

        Cli.Said said = cli.runHere("up", "-p", "plain");

        assertThat(said.exitCode()).isEqualTo(70);
        assertThat(said.err()).startsWith("error: kprov has a bug: java.lang.IllegalStateException: impossible");
        assertThat(said.err()).contains("please report");
        String file = said.err().replaceFirst("(?s).*whole story is in (\\S+)\n.*", "$1");
        assertThat(Files.readString(Path.of(file))).contains("UpCommandTest");
        Files.delete(Path.of(file));
        assertThat(end().exitCode()).isEqualTo(ExitCode.BUG);
    }

    @Test
    void an_error_is_a_bug_too() {
        cli.parts.observation = wanted -> {
            throw new AssertionError("impossible");
        };

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(70);
    }

    @Test
    void json_is_the_report_and_alone_on_standard_output() {
        cli.parts.outcome = failing("w-2", "join", ExitCode.STEP_FAILED);

        Cli.Said said = cli.runHere("up", "-p", "plain", "-o", "json");

        JsonNode json = said.json();
        assertThat(json.path("exitCode").asInt()).isEqualTo(said.exitCode()).isEqualTo(5);
        assertThat(json.path("steps").size()).isEqualTo(6);
        assertThat(json.path("checks").size()).isEqualTo(1);
    }

    @Test
    void the_profile_is_remembered_for_the_next_command() {
        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isZero();
        cli.write("state/clusters/demo/kubeconfig", "");

        assertThat(cli.runHere("verify").exitCode()).isZero();
        assertThat(cli.runHere("up").exitCode()).isZero();
    }

    @Test
    void a_profile_that_was_refused_is_not_remembered() {
        cli.parts.installer.refused = List.of(Problem.invalid("w-1", "port is taken", "nginx has it", "stop nginx"));
        cli.runHere("up", "-p", "plain");

        assertThat(cli.runHere("up").exitCode()).isEqualTo(2);
    }

    @Test
    void options_may_stand_before_the_command_and_those_behind_it_win() {
        cli.runHere("--parallel", "7", "up", "-p", "plain");
        assertThat(cli.parts.looks.getLast().parallel()).isEqualTo(7);

        cli.runHere("--parallel", "7", "up", "-p", "plain", "--parallel", "9");
        assertThat(cli.parts.looks.getLast().parallel()).isEqualTo(9);

        cli.runHere("up", "-p", "plain");
        assertThat(cli.parts.looks.getLast().parallel()).isEqualTo(50);
    }

    @Test
    void shells_and_view_are_closed_however_it_ends() {
        cli.parts.observation = wanted -> {
            throw new InterruptedException("test");
        };
        cli.runHere("up", "-p", "plain");

        assertThat(cli.parts.closed).isEqualTo(2);
    }

    @Test
    void colours_are_for_terminals_and_never_against_no_color() {
        cli.runHere("up", "-p", "plain");
        cli.typed = java.util.Optional.of("");
        cli.runHere("up", "-p", "plain");
        cli.runHere("up", "-p", "plain", "--no-color");
        cli.environment.put("NO_COLOR", "1");
        cli.runHere("up", "-p", "plain");

        assertThat(cli.parts.displays)
                .extracting(display -> display.color())
                .containsExactly(false, true, false, false);
    }

    private static Function<Step, Outcome> failing(String host, String name, ExitCode code) {
        return step -> step.id().equals(new StepId(host, name))
                ? new Outcome.Failed(Problem.of(code, "it broke", "for a reason", "mend it"))
                : new Outcome.Changed();
    }

    private static HostFacts host(String name, String boot, HostFacts.RunningStep... running) {
        return new HostFacts(
                new HostFacts.Identity(name, "", boot, ""),
                new HostFacts.Os("debian", "12", "bookworm", "amd64", "6.1.0"),
                new HostFacts.Resources(2, 4096, Map.of(), List.of(), 2),
                new HostFacts.Kernel(Set.of(), Map.of()),
                new HostFacts.Network(List.of(), Map.of(), Map.of()),
                new HostFacts.Software(Map.of(), Set.of(), Map.of(), Optional.empty(), Set.of(), List.of()),
                new HostFacts.Files(Map.of(), Map.of()),
                0,
                0,
                Optional.empty(),
                List.of(running));
    }

    private List<String> remarks() {
        return cli.parts.shown.stream()
                .filter(RunEvent.Remark.class::isInstance)
                .map(event -> ((RunEvent.Remark) event).text())
                .toList();
    }

    private RunEvent.RunFinished end() {
        return (RunEvent.RunFinished) cli.parts.shown.getLast();
    }

    private List<Problem> problems() {
        return cli.parts.shown.stream()
                .filter(RunEvent.ProblemFound.class::isInstance)
                .map(event -> ((RunEvent.ProblemFound) event).problem())
                .toList();
    }
}
