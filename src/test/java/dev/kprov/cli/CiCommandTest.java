package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Cli.Said;
import dev.kprov.cli.request.LocalLock;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiCommandTest {
    private final Path folder;
    private final Cli cli;
    private final Path artifacts;

    CiCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
        this.artifacts = folder.resolve("artifacts");
        cli.environment.put("KUBETEST2_RUN_DIR", folder.resolve("runs").toString());
    }

    @Test
    void the_command_has_what_it_needs_and_its_exit_code_is_the_jobs() throws IOException {
        Said said = ci("sh", "-c", "env >\"$ARTIFACTS/environment\"; exit 3");

        assertThat(said.exitCode()).as(said.err()).isEqualTo(3);
        assertThat(Files.readString(artifacts.resolve("environment")))
                .contains("KPROV_CLUSTER=demo", "KPROV_PROFILE=plain", "KPROV_INSTALLER=fake", "KPROV_RUN_ID=run-7")
                .contains("KUBETEST2_RUN_ID=run-7", "/clusters/demo/kubeconfig");
        assertThat(Files.readString(artifacts.resolve("junit.xml")))
                .contains("<testcase classname=\"kprov.ci\" name=\"Up\"", "sh ended with exit status 3")
                .contains("check.nodes-ready");
        assertThat(Files.readString(artifacts.resolve("report.json")))
                .contains("\"exitCode\" : 3", "\"name\" : \"Down\"");
        assertThat(Files.readString(artifacts.resolve("summary.md")))
                .contains("| Test | failed |", "| Down | passed |");
        assertThat(artifacts.resolve("up/report.json")).exists();
        assertThat(artifacts.resolve("down/report.json")).exists();
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("down");
    }

    @Test
    void the_artifacts_go_where_the_environment_says() {
        cli.environment.put("ARTIFACTS", artifacts.toString());
        Said said = cli.run("ci", "--state-dir", cli.state().toString(), "-p", "plain", "--yes", "--", "true");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(artifacts.resolve("junit.xml")).exists();
    }

    @Test
    void without_a_good_cluster_the_command_does_not_run_and_the_exit_code_is_kprovs() {
        cli.parts.checks = List.of(
                new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Failed("all", "none", "wait")));

        Said said = ci("touch", artifacts + "/ran");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(artifacts.resolve("ran")).doesNotExist();
        assertThat(artifacts.resolve("summary.md")).content().contains("| Up | failed |", "| Test | skipped |");
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("down");
    }

    @Test
    void a_failed_removal_is_told_but_hides_no_failure_before_it() {
        cli.parts.outcome = step -> step.id().equals(new StepId("w-1", "remove")) && cli.parts.verified.size() == 1
                ? new Outcome.Failed(Problem.of(ExitCode.STEP_FAILED, "stuck", "it is stuck", "unstick it"))
                : new Outcome.Changed();

        assertThat(ci("sh", "-c", "exit 9").exitCode()).isEqualTo(9);
        assertThat(artifacts.resolve("summary.md")).content().contains("| Test | failed |", "| Down | failed |");
    }

    @Test
    void a_cluster_that_another_run_changes_is_left_to_it() {
        cli.parts.observation = wanted -> {
            throw new KprovException(Problem.of(ExitCode.BUSY, "another run is at work", "it is", "wait for it"));
        };

        assertThat(ci("true").exitCode()).isEqualTo(6);
        assertThat(artifacts.resolve("summary.md")).content().contains("| Up | failed |", "| Down | skipped |");
    }

    @Test
    void two_jobs_do_not_share_a_cluster() {
        Path lock = folder.resolve("home/.local/state/kprov/locks/ci-fake-demo");
        LocalLock first = LocalLock.take(lock, "kprov ci, process 1, run id first");
        try {
            Said said = ci("true");
            assertThat(said.exitCode()).isEqualTo(6);
            assertThat(said.err()).contains("run id first");
            assertThat(cli.parts.ran).isEmpty();
        } finally {
            first.close();
        }
    }

    @Test
    void a_command_that_is_not_there_ends_with_127() {
        Said said = ci("no-such-command");
        assertThat(said.exitCode()).isEqualTo(127);
        assertThat(said.err()).contains("cannot start no-such-command");
    }

    @Test
    void keep_leaves_the_cluster() {
        assertThat(cli.run(
                                "ci",
                                "--state-dir",
                                cli.state().toString(),
                                "-p",
                                "plain",
                                "-y",
                                "--keep",
                                "--artifacts",
                                artifacts.toString(),
                                "--",
                                "true")
                        .exitCode())
                .isZero();
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("up");
    }

    @Test
    void github_gets_annotations_and_a_summary() throws IOException {
        Path summary = Files.writeString(folder.resolve("step"), "before\n");
        cli.environment.put("GITHUB_ACTIONS", "true");
        cli.environment.put("GITHUB_STEP_SUMMARY", summary.toString());

        Said said = ci("false");

        assertThat(said.err()).contains("::error title=kprov Test::false ended with exit status 1");
        assertThat(summary).content().startsWith("before\n### ").contains("| Test | failed |");
    }

    @Test
    void hosts_of_an_inventory_are_not_wiped_without_a_yes() {
        Said said = cli.run("ci", "--state-dir", cli.state().toString(), "-p", "plain", "--", "true");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("ci is not confirmed");
        assertThat(cli.parts.ran).isEmpty();
    }

    @Test
    void the_end_of_the_time_ends_the_command() {
        Said said = cli.run(
                "ci",
                "--state-dir",
                cli.state().toString(),
                "-p",
                "plain",
                "-y",
                "--timeout",
                "1s",
                "--artifacts",
                artifacts.toString(),
                "--",
                "sh",
                "-c",
                "sleep 300 & wait");
        assertThat(said.exitCode()).as(said.err()).isEqualTo(124);
        assertThat(said.err()).contains("the time is over after 1 s");
        assertThat(artifacts.resolve("summary.md"))
                .content()
                .contains("| Test | ", "| Down | passed |")
                .doesNotContain("exit status 0");
    }

    @Test
    void a_time_is_a_duration() {
        Said said = cli.run("ci", "-p", "plain", "-y", "--timeout", "25", "--", "true");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--timeout must be a duration such as 90s, 45m or 1h30m, not 25");
    }

    @Test
    void a_command_is_needed() {
        assertThat(cli.run("ci", "--state-dir", cli.state().toString(), "-p", "plain", "-y")
                        .exitCode())
                .isEqualTo(2);
    }

    private Said ci(String... command) {
        List<String> words = new java.util.ArrayList<>(List.of(
                "ci",
                "--state-dir",
                cli.state().toString(),
                "-p",
                "plain",
                "--yes",
                "--run-id",
                "run-7",
                "--artifacts",
                artifacts.toString(),
                "--"));
        words.addAll(List.of(command));
        return cli.run(words.toArray(String[]::new));
    }
}
