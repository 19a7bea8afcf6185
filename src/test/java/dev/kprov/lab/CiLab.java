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
@Lab
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
        List.of("ci-good", "ci-bad", "ci-ended", "ci-late", "ci-left", "ci-next")
                .forEach(kind::remove);
    }

    @Test
    void a_command_that_succeeds_and_one_that_fails() throws IOException {
        Done good = ci("good", "--", "sh", "-c", "grep -q server: \"$KUBECONFIG\" && echo cluster $KPROV_CLUSTER");
        assertThat(good.exitCode()).as(good.all()).isZero();
        assertThat(good.out()).isEqualTo("cluster ci-good\n");
        assertThat(kind.nodes("ci-good")).isEmpty();
        assertThat(place.read("out/junit.xml"))
                .contains("check.cluster-dns", "name=\"Down\"")
                .doesNotContain("<failure");
        assertThat(folder.resolve("out/logs")).doesNotExist();

        Done bad = ci("bad", "--", "sh", "-c", "exit 42");
        assertThat(bad.exitCode()).as(bad.all()).isEqualTo(42);
        assertThat(kind.nodes("ci-bad")).isEmpty();
        assertThat(folder.resolve("out/logs/kind/ci-bad-control-plane/kubelet.log"))
                .isNotEmptyFile();
        assertThat(place.read("out/summary.md"))
                .contains("| Test | failed |", "| Logs | passed |", "| Down | passed |");
    }

    @Test
    void a_signal_and_the_end_of_the_time_end_the_command_and_remove_the_cluster() throws InterruptedException {
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

        Done late = ci("late", "--timeout", "40s", "--", "sleep", "300");
        assertThat(late.exitCode()).as(late.all()).isEqualTo(124);
        assertThat(kind.nodes("ci-late")).isEmpty();
    }

    @Test
    void what_a_killed_job_left_is_removed_by_the_next_one() throws IOException, InterruptedException {
        Process job = place.start("ci", "-p", "kind", "--run-id", "left", "--artifacts", "out", "--", "sleep", "300");
        Await.until("kind", () -> place.read("stderr").contains("Starting control-plane"));
        KindMachine.kill(job);
        assertThat(kind.nodes("ci-left")).hasSize(1);
        // As if it were old: a label cannot be changed.
        kind.sh("docker volume rm kprov-kind-ci-left; docker volume create --label dev.kprov.cluster=ci-left --label"
                + " 'dev.kprov.pattern=ci-${RUN_ID}' --label dev.kprov.begun=1000 kprov-kind-ci-left");

        Done next = ci("next", "--", "true");

        assertThat(next.exitCode()).as(next.all()).isZero();
        assertThat(kind.nodes("ci-left")).isEmpty();
        assertThat(kind.sh("docker volume ls -q")).doesNotContain("kprov-kind-ci");
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"passed\" : true");
    }

    private Done ci(String run, String... more) {
        List<String> words =
                new java.util.ArrayList<>(List.of("ci", "-p", "kind", "--run-id", run, "--artifacts", "out"));
        words.addAll(List.of(more));
        return place.kprov(words.toArray(String[]::new));
    }
}
