package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kprov ci` with real clusters of kind's: whatever becomes of the job, nothing of its cluster stays.
@LabOfPrograms
class CiLab {
    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private KindMachine kind = new KindMachine(lab);
    private Workplace place = new Workplace(Path.of("."));

    @BeforeEach
    void start() throws IOException {
        place = kind.workplace(folder);
        place.profile("kind", kind.profile("ci-${RUN_ID}", "", ""));
    }

    @AfterEach
    void stop() {
        List.of("ci-bad", "ci-ended", "ci-left", "ci-next").forEach(kind::remove);
    }

    @Test
    void a_command_that_fails_leaves_logs_and_its_exit_code() {
        Done bad =
                ci("bad", "--", "sh", "-c", "grep -q server: \"$KUBECONFIG\" && echo cluster $KPROV_CLUSTER; exit 42");

        assertThat(bad.exitCode()).as(bad.all()).isEqualTo(42);
        assertThat(bad.out()).isEqualTo("cluster ci-bad\n");
        assertThat(kind.nodes("ci-bad")).isEmpty();
        assertThat(folder.resolve("out/logs/kind/ci-bad-control-plane/kubelet.log"))
                .isNotEmptyFile();
        assertThat(place.read("out/junit.xml")).contains("check.cluster-dns", "sh ended with exit status 42");
        assertThat(place.read("out/summary.md"))
                .contains("| Test | failed |", "| Logs | passed |", "| Down | passed |");
    }

    @Test
    void a_signal_ends_the_command_and_removes_the_cluster() throws InterruptedException {
        Process job = place.start(
                "ci",
                "-p",
                "kind",
                "--run-id",
                "ended",
                "--artifacts",
                "out",
                "--",
                "sh",
                "-c",
                "echo \"begun\" >&2; trap 'echo told >&2; exit 9' TERM; sleep 300 & wait");
        Await.until("the command", () -> place.read("stderr").contains("begun"));
        job.destroy();
        Done ended = place.kprov(job);
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(130);
        assertThat(ended.err()).contains("told", "cluster ci-ended is removed");
        assertThat(kind.nodes("ci-ended")).isEmpty();
    }

    @Test
    void what_a_killed_job_left_is_removed_by_the_next_one_in_several_calls() throws IOException, InterruptedException {
        Process job = place.start("ci", "-p", "kind", "--run-id", "left", "--artifacts", "out", "--", "sleep", "300");
        Await.until("kind", () -> place.read("stderr").contains("Starting control-plane"));
        KindMachine.kill(job);
        assertThat(kind.nodes("ci-left")).hasSize(1);
        // As if it were old: a label cannot be changed.
        kind.sh("docker volume rm kprov-kind-ci-left; docker volume create --label dev.kprov.cluster=ci-left --label"
                + " 'dev.kprov.pattern=ci-${RUN_ID}' --label dev.kprov.begun=1000 kprov-kind-ci-left");

        Done up = ci("next", "--up");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(kind.nodes("ci-left")).isEmpty();
        assertThat(kind.nodes("ci-next")).hasSize(1);

        Done test = ci("next", "--test", "--pre-test-cmd=grep,-q,server:,$KUBECONFIG", "--", "true");
        assertThat(test.exitCode()).as(test.all()).isZero();
        assertThat(place.read("out/junit.xml"))
                .contains("check.cluster-dns", "name=\"Verify\"", "name=\"PreTestCmd\"", "name=\"Test\"")
                .doesNotContain("<failure");

        Done down = ci("next", "--down");
        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(kind.nodes("ci-next")).isEmpty();
        assertThat(kind.sh("docker volume ls -q")).doesNotContain("kprov-kind-ci");
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"passed\" : true");
        assertThat(place.read("out/junit.xml")).contains("name=\"Down\"").doesNotContain("<failure");
        assertThat(folder.resolve("out/logs")).doesNotExist();
    }

    private Done ci(String run, String... more) {
        List<String> words =
                new java.util.ArrayList<>(List.of("ci", "-p", "kind", "--run-id", run, "--artifacts", "out"));
        words.addAll(List.of(more));
        return place.kprov(words.toArray(String[]::new));
    }
}
