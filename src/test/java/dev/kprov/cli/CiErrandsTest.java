package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands of `kprov ci` and where they run, as kubetest2 has them.
final class CiErrandsTest extends CiBed {
    CiErrandsTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void a_tester_of_path_has_what_is_behind_the_dashes() throws IOException {
        tester("mine", "echo \"$#:$*:$KUBETEST2_RUN_ID\" >\"$ARTIFACTS/said\"; exit 4");

        Said said = ci("--up --test=mine", "--focus", "a b");

        assertThat(said.exitCode()).as(said.err()).isEqualTo(4);
        assertThat(artifacts.resolve("said")).content().isEqualTo("2:--focus a b:run-7\n");
        assertThat(summary()).contains("kubetest2-tester-mine ended with exit status 4");

        assertThat(ci("--up --test=mine").exitCode()).isEqualTo(4);
        assertThat(artifacts.resolve("said")).content().isEqualTo("0::run-7\n");
    }

    @Test
    void a_tester_that_is_not_there_ends_the_job_before_it_begins() throws IOException {
        cli.environment.put("PATH", folder.resolve("bin").toString());
        tester("ginkgo", "true");
        Files.createDirectories(folder.resolve("bin/kubetest2-tester-folder"));

        Said said = ci("--up --test=folder", "--focus", "x");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.err())
                .contains("error: there is no tester folder", "kubetest2-tester-folder; the testers there are ginkgo\n")
                .contains("go install sigs.k8s.io/kubetest2/kubetest2-tester-folder@latest", "--test -- COMMAND");
        assertThat(cli.partsNeeded).isFalse();
    }

    @Test
    void each_job_of_a_tester_begins_its_metadata_anew() throws IOException {
        tester(
                "strict",
                "grep tester-version \"$ARTIFACTS/metadata.json\" && exit 9; echo tester-version"
                        + " >>\"$ARTIFACTS/metadata.json\"");
        assertThat(ci("--up --test=strict").exitCode()).isZero();
        assertThat(ci("--up --test=strict").exitCode()).isZero();
        assertThat(artifacts.resolve("metadata.json")).content().contains("\"deployer-version\"");
    }

    @Test
    void commands_run_before_and_after_the_test_with_values_put_in() {
        Said said = ci(
                "--pre-test-cmd=sh,-c,\"echo \"\"before, \\$0\"\" >>\\$ARTIFACTS/said\",$KPROV_CLUSTER"
                        + "|--post-test-cmd=sh,-c,echo after ${KUBETEST2_RUN_ID} >>$ARTIFACTS/said",
                "sh",
                "-c",
                "echo '$HOME' >>\"$ARTIFACTS/said\"");

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(artifacts.resolve("said")).content().isEqualTo("before, demo\n$HOME\nafter run-7\n");
        assertThat(ran()).isEqualTo("Up PreTestCmd Test PostTestCmd Down=passed");
    }

    @Test
    void what_is_put_in_is_not_told() {
        cli.environment.put("TOKEN", "s3cret");
        Said said = ci("--pre-test-cmd=sh,-c,exit 1,$TOKEN|--post-test-cmd=true", "true");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out() + said.err() + summary()).doesNotContain("s3cret");
        assertThat(summary()).contains("sh ended with exit status 1");
    }

    @Test
    void a_flag_that_is_repeated_adds_words() throws IOException {
        Files.createDirectories(artifacts);
        Said said = ci("--pre-test-cmd=touch|--pre-test-cmd=$ARTIFACTS/a,$ARTIFACTS/b", "true");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(artifacts.resolve("a")).exists();
        assertThat(artifacts.resolve("b")).exists();
    }

    @Test
    void without_its_first_command_the_test_is_skipped() {
        Said said = ci("--pre-test-cmd=sh,-c,exit 8|--post-test-cmd=touch,$ARTIFACTS/ran", "touch", artifacts + "/ran");

        assertThat(said.exitCode()).isEqualTo(8);
        assertThat(artifacts.resolve("ran")).doesNotExist();
        assertThat(summary())
                .contains("| PreTestCmd | failed |", "| Test | skipped |", "| PostTestCmd | skipped |")
                .contains("| Down | passed |");
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 3", "0, 4, 4", "3, 0, 3"})
    void the_last_command_runs_after_any_test_and_hides_no_failure(int test, int after, int exitCode) {
        Said said = ci("--post-test-cmd=sh,-c,exit " + after, "sh", "-c", "exit " + test);
        assertThat(said.exitCode()).isEqualTo(exitCode);
        assertThat(summary()).contains("| PostTestCmd | " + (after == 0 ? "passed" : "failed") + " |");
    }

    @Test
    void the_last_command_runs_after_a_test_whose_time_was_over() {
        Said said = ci("--timeout=1s|--post-test-cmd=touch,$ARTIFACTS/after", "sh", "-c", "sleep 300 & wait");
        assertThat(said.exitCode()).isEqualTo(124);
        assertThat(artifacts.resolve("after")).exists();
        assertThat(summary()).contains("| Test | failed |", "| PostTestCmd | passed |", "| Down | passed |");
    }

    @Test
    void the_time_covers_the_commands_around_the_test() {
        assertThat(ci("--timeout=1s|--pre-test-cmd=sleep,300", "true").exitCode())
                .isEqualTo(124);
        assertThat(summary()).contains("sleep was interrupted", "| Test | skipped |");
        assertThat(ci("--timeout=1s|--post-test-cmd=sleep,300", "true").exitCode())
                .isEqualTo(124);
        assertThat(summary()).contains("| Test | passed |", "| PostTestCmd | failed |");
    }

    @Test
    void the_runs_folder_is_first_in_path_also_for_the_words_of_commands() {
        Said said = ci(
                "--pre-test-cmd=sh,-c,printf '#!/bin/sh\\necho own >%s/said' $ARTIFACTS >$KUBETEST2_RUN_DIR/e2e;"
                        + " chmod +x $KUBETEST2_RUN_DIR/e2e",
                "e2e");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(artifacts.resolve("said")).content().isEqualTo("own\n");

        ci("", "sh", "-c", "echo \"$KUBETEST2_RUN_DIR $PATH\" >\"$ARTIFACTS/said\"");
        Path own = folder.resolve("runs/run-7");
        assertThat(artifacts.resolve("said")).content().startsWith(own + " " + own + ":" + folder.resolve("bin") + ":");
    }

    @Test
    void the_runs_folder_is_where_it_is_wanted() {
        ci("--rundir=" + folder.resolve("mine"), "true");
        assertThat(folder.resolve("mine/run-7")).isDirectory();
        ci("--rundir=mine|--rundir-in-artifacts", "true");
        assertThat(artifacts.resolve("mine/run-7")).isDirectory();
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_made_is_no_bug() {
        cli.write("file", "");
        Said said = ci("--rundir=" + folder.resolve("file"), "true");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("cannot make the folder", "with --rundir");
        assertThat(cli.parts.ran).isEmpty();
    }

    @Test
    void a_tester_with_a_report_of_its_own_is_left_out_of_junit_only() throws IOException {
        ci("--skip-test-junit-report", "sh", "-c", "exit 3");
        String junit = Files.readString(artifacts.resolve("junit.xml"));
        assertThat(junit)
                .contains("tests=\"2\" failures=\"0\"", "name=\"Down\"")
                .doesNotContain("name=\"Test\"");
        assertThat(artifacts.resolve("report.json")).content().contains("\"name\" : \"Test\"");
        assertThat(summary()).contains("| Test | failed |");
    }
}
