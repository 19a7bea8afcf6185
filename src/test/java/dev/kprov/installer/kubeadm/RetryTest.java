package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptBed.FAILS_TWICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.kubeadm.ScriptBed.Ended;
import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts themselves, before an apt-get, dpkg, crictl or kubeadm that fails as a test wants it.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class RetryTest {
    private static final Step STEP = new Step(
            StepId.parse("cp-1/install-packages"),
            Stage.PREPARE,
            "Install packages on cp-1",
            Set.of(),
            new Action.Unchanged("a test"),
            Duration.ofMinutes(1));

    private final Path folder;
    private final ScriptBed bed;

    RetryTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        bed = ScriptBed.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E: Failed to fetch http://m/Packages  503  Service Temporarily Unavailable [IP: 10.0.0.9 80]",
                "E: Failed to fetch http://m/kubelet.deb  Error reading from server - read (104: Connection reset by peer)",
                "E: Failed to fetch http://m/kubelet.deb  File has unexpected size (5 != 9). Mirror sync in progress?",
                "E: Failed to fetch http://m/kubelet.deb  Hash Sum mismatch",
                "E: Could not get lock /var/lib/apt/lists/lock - open (11: Resource temporarily unavailable)",
                "E: Failed to fetch http://m/Packages  Cannot initiate the connection (101: Network is unreachable)",
            })
    void apt_tries_again_what_may_pass_and_says_why(String said) throws Exception {
        bed.command("apt-get", FAILS_TWICE.formatted(said));

        Ended apt = apt(29);

        assertThat(apt.status()).isZero();
        assertThat(apt.calls()).hasSize(3);
        assertThat(apt.output())
                .contains("waiting another attempt, 1 failed: " + said)
                .contains("waiting another attempt, 2 failed: " + said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E: Failed to fetch http://m/Packages  404  Not Found [IP: 10.0.0.9 80]",
                "W: GPG error: http://m InRelease: The following signatures were invalid: BADSIG 7",
                "E: Version '1.99.0-*' for 'kubeadm' was not found",
                "E: Write error - write (28: No space left on device), then Connection reset by peer",
                "E: Unable to locate package kubeadm",
                "E: Failed to fetch http://m/Packages  Could not connect (111: Connection refused),"
                        + " cannot initiate the connection to fd00::9 (101: Network is unreachable)",
            })
    void apt_tells_at_once_what_does_not_pass(String said) throws Exception {
        bed.command("apt-get", "echo \"%s\" >&2; exit 100".formatted(said));

        Ended apt = apt(29);

        assertThat(apt.status()).isEqualTo(1);
        assertThat(apt.calls()).hasSize(1);
        assertThat(apt.output()).contains(said).doesNotContain("waiting");
    }

    @Test
    void a_lock_that_is_kept_names_its_holder_and_is_explained() throws Exception {
        Process holder = new ProcessBuilder("sleep", "300").start();
        try {
            bed.command(
                    "apt-get",
                    "echo 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process " + holder.pid()
                            + " (unattended-upgr)' >&2; exit 100");

            Ended apt = apt(2);

            assertThat(apt.status()).isEqualTo(33);
            String text = "/var/lib/dpkg/lock-frontend is held by process " + holder.pid() + " (sleep 300 )";
            assertThat(apt.output()).contains("waiting another attempt, 1 failed: " + text);
            assertThat(KubeadmFailures.explain(STEP, apt.output(), "")).hasValueSatisfying(problem -> {
                assertThat(problem.what()).contains("another program keeps packages locked: process " + holder.pid());
                assertThat(problem.why()).contains("lock-frontend", "(sleep 300)", "in 2 s");
            });
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void a_mirror_that_stays_broken_is_explained_with_its_own_words() throws Exception {
        bed.command("apt-get", "echo 'E: Failed to fetch http://m/Packages  502  Bad Gateway' >&2; exit 100");

        Ended apt = apt(2);

        assertThat(apt.status()).isEqualTo(33);
        assertThat(KubeadmFailures.explain(STEP, apt.output(), ""))
                .hasValueSatisfying(
                        problem -> assertThat(problem.why()).contains("http://m/Packages  502  Bad Gateway; tried"));
    }

    @Test
    void what_dpkg_left_half_done_is_ended_first() throws Exception {
        bed.command(
                "apt-get",
                "[ -e " + folder.resolve("mended") + " ] || { echo \"E: dpkg was interrupted, you must manually run"
                        + " 'dpkg --configure -a' to correct the problem.\"; exit 100; }");
        bed.command("dpkg", "touch " + folder.resolve("mended"));

        Ended apt = apt(29);

        assertThat(apt.status()).isZero();
        assertThat(apt.calls().stream().map(call -> call.split(" ", 2)[0]))
                .containsExactly("apt-get", "dpkg", "apt-get");
        assertThat(apt.output()).contains("changed ran dpkg --configure -a");
    }

    @Test
    void dpkg_that_cannot_end_it_is_not_asked_for_ever() throws Exception {
        bed.command("apt-get", "echo 'E: dpkg was interrupted'; exit 100");
        bed.command("dpkg", "exit 0");

        Ended apt = apt(29);

        assertThat(apt.status()).isEqualTo(1);
        assertThat(apt.calls()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pulling from host m:5000 failed with status code [manifests v1]: 503 Service Unavailable",
                "failed to do request: Head: dial tcp 10.0.0.9:5000: connect: network is unreachable",
                "failed to copy: read tcp 10.0.0.2:1->10.0.0.9:5000: read: connection reset by peer",
                "failed to do request: Head: dial tcp 10.0.0.9:5000: i/o timeout"
            })
    void a_pull_is_tried_again_when_its_registry_may_get_well(String said) throws Exception {
        bed.command(
                "crictl",
                "[ $1 = pull ] || exit 0; " + FAILS_TWICE.formatted(said).replace("-gt 2", "-gt 4"));
        bed.command("kubeadm", "echo registry.k8s.io/pause:3.10");

        Ended pull = bed.script("pull-images", 29, "FIRST=pause", "THEN=nothing", "IMAGES=");

        assertThat(pull.status()).as(pull.output()).isZero();
        assertThat(pull.output())
                .contains("waiting another attempt, 2 failed: registry.k8s.io/pause:3.10: " + said)
                .contains("changed pulled registry.k8s.io/pause:3.10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m:5000/pause:3.10: not found", "401 Unauthorized: unauthorized", "no such host"})
    void a_pull_that_cannot_succeed_is_told_at_once(String said) throws Exception {
        bed.command("crictl", "[ $1 = pull ] || exit 0; echo '" + said + "' >&2; exit 1");
        bed.command("kubeadm", "echo registry.k8s.io/pause:3.10");

        Ended pull = bed.script("pull-images", 29, "FIRST=pause", "THEN=nothing", "IMAGES=");

        assertThat(pull.status()).isEqualTo(51);
        assertThat(pull.output()).contains("kprov: cannot pull").doesNotContain("waiting");
    }

    private Ended apt(int retry) throws Exception {
        return bed.lines(retry, "set -euo pipefail\n. \"$KPROV_FILES/apt\"\napt install thing\n");
    }
}
