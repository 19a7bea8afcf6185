package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.cli.Cli.Said;
import dev.kprov.installer.Ground;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `kprov ci` with the phases of kubetest2.
final class CiPhasesTest extends CiBed {
    private static final List<CheckResult> BAD =
            List.of(new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Failed("all", "none", "wait")));

    CiPhasesTest(@TempDir Path folder) {
        super(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "                      ; Up Test Down=passed",
                "--up --test --down    ; Up Test Down=passed",
                "--up --test=exec      ; Up Test Down=skipped",
                "--up --test|exec      ; Up Test Down=skipped",
                "--up=true --test      ; Up Test Down=skipped",
                "--up --test --keep    ; Up Test Down=skipped",
                "--keep                ; Up Test Down=skipped",
                "--test                ; Verify Test Down=skipped",
                "--test --down         ; Verify Test Down=passed",
            })
    void the_phases_that_are_given_run(String flags, String phases) {
        thereIsACluster();

        Said said = ci(flags == null ? "" : flags, "touch", artifacts + "/ran");

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(ran()).isEqualTo(phases);
        assertThat(artifacts.resolve("ran")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--up               ; Up Down=skipped; up",
                "--up --keep        ; Up Down=skipped; up",
                "--up --down        ; Up Down=passed ; down",
                "--down             ; Down=passed    ; down"
            })
    void without_a_test_no_command_is_needed(String flags, String phases, String verb) {
        Said said = ci(flags);

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(ran()).isEqualTo(phases);
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo(verb);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void a_cluster_that_stays_is_told_with_what_removes_it() {
        ci("--up");
        assertThat(artifacts.resolve("summary.md"))
                .content()
                .contains("the cluster stays; remove it with: kprov down --state-dir " + cli.state());
    }

    @Test
    void a_cluster_that_does_not_verify_is_not_tested_and_stays() {
        thereIsACluster();
        cli.parts.checks = BAD;

        Said said = ci("--test --pre-test-cmd=true --post-test-cmd=true", "touch", artifacts + "/ran");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(artifacts.resolve("ran")).doesNotExist();
        assertThat(ran()).isEqualTo("Verify PreTestCmd Test PostTestCmd Down=skipped");
        assertThat(summary()).contains("| Verify | failed |", "| PreTestCmd | skipped |", "| Test | skipped |");
        assertThat(artifacts.resolve("junit.xml")).content().contains("check.nodes-ready", "name=\"Verify\"");
        assertThat(cli.parts.ran).isEmpty();
    }

    @Test
    void a_cluster_that_nobody_made_is_not_tested_and_what_is_left_of_it_is_removed() {
        Said said = ci("--test --down", "touch", artifacts + "/ran");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("error: there is no kubeconfig of cluster demo", "bring the cluster up");
        assertThat(artifacts.resolve("ran")).doesNotExist();
        assertThat(summary()).contains("| Verify | failed |", "| Test | skipped |", "| Down | passed |");
    }

    @Test
    void a_cluster_that_cannot_be_made_stays_for_a_look() {
        cli.parts.outcome = step -> step.id().equals(new StepId("cp-1", "init"))
                ? new Outcome.Failed(Problem.of(ExitCode.STEP_FAILED, "stuck", "it is stuck", "unstick it"))
                : new Outcome.Changed();

        assertThat(ci("--up").exitCode()).isEqualTo(5);
        assertThat(ran()).isEqualTo("Up Down=skipped");
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("up");
        assertThat(cli.parts.orders).hasSize(1);
    }

    @Test
    void what_failed_leaves_logs_whether_or_not_the_cluster_stays() {
        cli.parts.installer.chores = true;
        ci("--up --test", "false");
        assertThat(ran()).isEqualTo("Up Test Logs Down=skipped");
        thereIsACluster();
        ci("--test --down", "false");
        assertThat(ran()).isEqualTo("Verify Test Logs Down=passed");
        // The kubeconfig went with the cluster.
        ci("--test", "false");
        assertThat(ran()).isEqualTo("Verify Test Down=skipped");
    }

    @Test
    void a_cluster_without_hosts_that_may_be_missing_has_not_failed() {
        cli.parts.installer.chores = true;
        cli.parts.outcome = step -> step.id().equals(new StepId("w-2", "prepare"))
                ? new Outcome.Failed(Problem.of(ExitCode.STEP_FAILED, "stuck", "it is stuck", "unstick it"))
                : new Outcome.Changed();

        assertThat(ci("--up --on-failure=tolerate=1").exitCode()).isEqualTo(7);
        assertThat(ran()).isEqualTo("Up Down=skipped");
        assertThat(ci("--up --test --on-failure=tolerate=1", "true").exitCode()).isZero();
    }

    @Test
    void clusters_of_earlier_jobs_are_removed_before_one_is_made_only() {
        cli.parts.installer.chores = true;
        thereIsACluster();
        ci("--test", "true");
        ci("--down");
        assertThat(verbs()).containsExactly("verify", "down");
        ci("--up");
        assertThat(verbs()).containsExactly("verify", "down", "tidy", "up");
    }

    @Test
    void an_interrupted_test_has_its_last_command_and_leaves_the_cluster_there() throws InterruptedException {
        Thread job = Thread.ofPlatform()
                .start(() -> ci(
                        "--up --test --post-test-cmd=touch,$ARTIFACTS/after",
                        "sh",
                        "-c",
                        "touch \"$ARTIFACTS/begun\"; sleep 300 & wait"));
        Await.until("the test", () -> Files.exists(artifacts.resolve("begun")));
        job.interrupt();
        job.join();
        assertThat(artifacts.resolve("after")).exists();
        assertThat(ran()).isEqualTo("Up Test PostTestCmd Down=skipped");
        assertThat(artifacts.resolve("report.json")).content().contains("\"exitCode\" : 130");
        assertThat(cli.parts.ran.orElseThrow().verb()).isEqualTo("up");
    }

    @Test
    void steps_of_an_earlier_job_are_not_in_the_report_of_a_later_one() {
        ci("--up");
        assertThat(artifacts.resolve("junit.xml")).content().contains("check.nodes-ready");
        ci("--down");
        assertThat(artifacts.resolve("junit.xml"))
                .content()
                .contains("name=\"Down\"")
                .doesNotContain("check.");
    }

    @Test
    void only_what_removes_a_cluster_is_to_be_confirmed() {
        thereIsACluster();
        List<String> here =
                List.of("--state-dir", cli.state().toString(), "-p", "plain", "--artifacts", "" + artifacts);
        for (String flag : List.of("--up", "--down")) {
            Said said = run(Stream.of(List.of("ci", flag), here));
            assertThat(said.exitCode()).isEqualTo(2);
            assertThat(said.err()).contains("ci is not confirmed");
        }
        assertThat(run(Stream.of(List.of("ci", "--test"), here, List.of("--", "true")))
                        .exitCode())
                .isZero();
    }

    @Test
    void a_cluster_named_by_its_run_is_not_guessed() {
        cli.parts.clusterName = Optional.of("ci-${RUN_ID}");
        cli.parts.installer.ground = Ground.CONTROLLER;

        Said unknown = cli.run("ci", "--down", "-p", "plain", "--artifacts", "" + artifacts);
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("not known which run's cluster", "add the --run-id");

        assertThat(ci("--down").exitCode()).isZero();
        assertThat(cli.parts.ran.orElseThrow().cluster()).isEqualTo("ci-run-7");
    }

    @Test
    void locks_of_a_cluster_named_by_its_run_go_when_it_is_gone() {
        cli.parts.clusterName = Optional.of("ci-${RUN_ID}");
        cli.parts.installer.ground = Ground.CONTROLLER;
        Path locks = folder.resolve("home/.local/state/kprov/locks");
        cli.parts.outcome =
                step -> new Outcome.Failed(Problem.of(ExitCode.STEP_FAILED, "stuck", "it is stuck", "unstick it"));

        assertThat(ci("--down").exitCode()).isEqualTo(5);
        assertThat(locks.resolve("ci-fake-ci-run-7/lock")).exists();

        cli.parts.outcome = step -> new Outcome.Changed();
        assertThat(ci("--down").exitCode()).isZero();
        assertThat(locks).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--keep --down -- true; --keep cannot go with --down; leave out one of them",
                "--up --down -- s3cret; the command would not run; add --test",
                "--up --pre-test-cmd=true; --pre-test-cmd would not run; add --test",
                "--down --post-test-cmd=true; --post-test-cmd would not run; add --test",
                "--up --test; --test has no COMMAND; --test=NAME",
                "--test=exec; --test has no COMMAND; --test -- ./test.sh",
                "--up --test= -- true; --test names no tester; --test=NAME",
                "-v; there is no COMMAND; or name what is wanted, such as --up",
                "--keep; there is no COMMAND; behind --",
                "--pre-test-cmd= -- true; --pre-test-cmd names no program; leave the option out",
                "--post-test-cmd=,x -- true; --post-test-cmd names no program; leave the option out",
                "--pre-test-cmd=a,\"b -- true; --pre-test-cmd is no list; double the quotes",
                "--build --up; does not know --build; kprov ci --help"
            })
    void what_does_not_go_together_is_refused_before_anything_starts(String words, String what, String remedy) {
        List<String> all = new ArrayList<>(List.of("ci", "-p", "plain", "-y"));
        all.addAll(List.of(words.split(" ")));
        Said said = cli.run(all.toArray(String[]::new));

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("error: ", what.strip(), remedy.strip()).contains("fix: ");
        assertThat(said.err()).doesNotContain("s3cret");
        assertThat(cli.partsNeeded).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--keep --down --test",
                "--up|--pre-test-cmd=a|--post-test-cmd=b",
                "--up|--keep|--down|--pre-test-cmd=a"
            })
    void several_mistakes_are_told_at_once(String flags) {
        assertThat(ci(flags).err().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(2);
    }
}
