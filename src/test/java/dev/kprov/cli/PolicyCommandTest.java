package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.observe.Facts;
import dev.kprov.plan.Step;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `up` and `down` make of hosts that fail, under each policy.
final class PolicyCommandTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    @Test
    void a_tolerated_worker_is_left_out_and_the_cluster_without_it_is_verified() {
        failing("w-2");

        Cli.Said said = cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=1", "-o", "json");

        assertThat(said.exitCode()).isEqualTo(7);
        assertThat(cli.parts.verified).singleElement().satisfies(wanted -> {
            assertThat(wanted.inventory().hosts()).extracting(Host::name).containsExactly("cp-1", "w-1");
            assertThat(wanted.inventory().leftOut()).containsExactly("w-2");
            assertThat(wanted.profile().timeouts().verify()).hasMinutes(5);
        });
        assertThat(end().exitCode()).isEqualTo(ExitCode.LEFT_OUT);
        assertThat(end().verdict()).isEqualTo("cluster demo works: all 1 checks passed; left out: w-2");
        assertThat(end().next()).anyMatch(command -> command.startsWith("kprov up"));
    }

    @Test
    void a_failed_check_is_worse_news_than_a_host_that_was_left_out() {
        failing("w-2");
        cli.parts.checks = List.of(new CheckResult("dns", "DNS answers", new Verdict.Failed("answers", "none", "")));

        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=1")
                        .exitCode())
                .isEqualTo(1);
        assertThat(end().verdict()).endsWith("left out: w-2");
    }

    @Test
    void more_failures_than_tolerated_exit_as_without_the_policy() {
        failing("w-1", "w-2");

        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=1")
                        .exitCode())
                .isEqualTo(5);
    }

    @Test
    void a_failed_control_plane_is_never_tolerated() {
        failing("cp-1");

        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=9")
                        .exitCode())
                .isEqualTo(5);
        assertThat(cli.parts.verified).isEmpty();
    }

    @Test
    void a_worker_that_cannot_be_reached_counts_as_failed_and_is_not_planned_for() {
        unreachable("w-1");

        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=1")
                        .exitCode())
                .isEqualTo(7);

        assertThat(cli.parts.ran.orElseThrow().steps()).extracting(Step::host).doesNotContain("w-1");
        assertThat(cli.parts.shown)
                .filteredOn(RunEvent.HostLeftOut.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("w-1", "cannot reach"));
        assertThat(end().verdict()).endsWith("left out: w-1");
    }

    @Test
    void one_that_was_unreachable_uses_up_what_is_tolerated() {
        unreachable("w-1");
        failing("w-2");

        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=1")
                        .exitCode())
                .isEqualTo(5);
        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=2")
                        .exitCode())
                .isEqualTo(7);
    }

    @Test
    void an_unreachable_control_plane_or_too_many_workers_stop_the_run_before_anything_is_changed() {
        unreachable("cp-1");
        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=3")
                        .exitCode())
                .isEqualTo(4);
        unreachable("w-1", "w-2");
        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "tolerate=1")
                        .exitCode())
                .isEqualTo(4);
        unreachable("w-1");
        for (String policy : List.of("stop", "finish")) {
            assertThat(cli.runHere("up", "-p", "plain", "--on-failure", policy).exitCode())
                    .isEqualTo(4);
        }
        assertThat(cli.parts.ran).isEmpty();
    }

    @Test
    void the_profile_decides_unless_the_command_line_does() {
        failing("w-2");
        cli.parts.onFailure = new OnFailure.Tolerate(1);

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(7);
        assertThat(cli.runHere("up", "-p", "plain", "--on-failure", "finish").exitCode())
                .isEqualTo(5);
    }

    @Test
    void down_removes_what_can_be_reached_and_names_the_rest() {
        unreachable("w-1");
        cli.write("state/clusters/demo/kubeconfig", "");

        assertThat(cli.runHere("down", "-p", "plain", "--yes", "--on-failure", "tolerate=1")
                        .exitCode())
                .isEqualTo(7);

        assertThat(cli.parts.ran.orElseThrow().steps()).extracting(Step::host).containsExactly("cp-1", "w-2");
        assertThat(end().verdict()).isEqualTo("cluster demo is removed; left out: w-1");
    }

    @Test
    void a_policy_that_is_none_is_wrong_usage() {
        Cli.Said said = cli.runHere("up", "-p", "plain", "--on-failure", "tolerate");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--on-failure must be stop, finish, or tolerate=N");
    }

    private void failing(String... hosts) {
        Problem problem = Problem.of(ExitCode.STEP_FAILED, "it failed", "it had to", "try again");
        cli.parts.outcome = step ->
                List.of(hosts).contains(step.host()) && !step.id().name().equals("prepare")
                        ? new Outcome.Failed(problem)
                        : new Outcome.Changed();
    }

    private void unreachable(String... hosts) {
        List<Problem> problems = List.of(hosts).stream()
                .map(host -> new Problem(ExitCode.UNREACHABLE, host, "cannot reach " + host, "silence", "look"))
                .toList();
        cli.parts.observation = wanted -> new Facts(Map.of(), Map.of(), problems);
    }

    private RunEvent.RunFinished end() {
        return Optional.of(cli.parts.kept.getLast())
                .map(RunEvent.RunFinished.class::cast)
                .orElseThrow();
    }
}
