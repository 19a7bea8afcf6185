package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpgradeCommandTest {
    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void a_cluster_is_there() {
        cli = new Cli(folder);
        cli.parts.observation = wanted -> RunningCluster.facts("cp-1", "w-1");
        cli.write("state/clusters/demo/kubeconfig", "");
    }

    @Test
    void the_plan_that_is_shown_is_run_and_what_came_of_it_verified() {
        assertThat(cli.runHere("plan", "--upgrade", "-p", "plain").out()).contains("cp-1", "upgrade");
        assertThat(cli.parts.ran).isEmpty();

        assertThat(cli.runHere("upgrade", "-p", "plain").exitCode()).isZero();
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("upgrade");
        assertThat(cli.parts.ran.orElseThrow().steps())
                .allMatch(step -> step.id().name().equals("upgrade"));

        cli.parts.checks =
                List.of(new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Failed("a", "b", "c")));
        assertThat(cli.runHere("upgrade", "-p", "plain").exitCode()).isEqualTo(1);
    }

    @Test
    void one_that_failed_is_gone_on_with_by_the_same_command() {
        cli.parts.outcome =
                step -> new Outcome.Failed(Problem.of(ExitCode.STEP_FAILED, "it broke", "for a reason", "mend it"));
        assertThat(cli.runHere("upgrade", "-p", "plain").exitCode()).isEqualTo(5);
        assertThat(((RunEvent.RunFinished) cli.parts.kept.getLast()).next().getFirst())
                .startsWith("kprov upgrade");
        assertThat(cli.parts.orders).hasSize(1);

        assertThat(cli.runHere("upgrade", "-p", "plain", "--no-diagnose").exitCode())
                .isEqualTo(5);
        assertThat(cli.parts.orders).hasSize(1);
    }

    @Test
    void what_speaks_against_it_is_told_and_nothing_run() {
        cli.parts.installer.refused =
                List.of(Problem.invalid("p.yaml:1", "too far", "two minor versions", "go by one"));
        assertThat(cli.runHere("upgrade", "-p", "plain").exitCode()).isEqualTo(3);

        cli.parts.installer.leaves = false;
        assertThat(cli.runHere("upgrade", "-p", "plain").exitCode()).isEqualTo(3);
        assertThat(cli.parts.kept.toString()).contains("installer fake cannot upgrade a cluster that is there");
        assertThat(cli.parts.looks).hasSize(1);
        assertThat(cli.parts.ran).isEmpty();
    }
}
