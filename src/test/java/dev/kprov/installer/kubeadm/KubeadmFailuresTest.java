package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeadmFailuresTest {
    private static final Step STEP = new Step(
            new StepId("cp-1", "start-control-plane"),
            Stage.CONTROL_PLANE,
            "Start the control plane on cp-1",
            Set.of(),
            new Action.Unchanged("test"),
            Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    E: Version '1.99.0-*' for 'kubeadm' was not found                                  | the package kubeadm has no version 1.99.0-*
                    E: Failed to fetch http://mirror/deb/Release  Could not connect to mirror:80       | the package source cannot be reached
                    W: GPG error: http://mirror InRelease: NO_PUBKEY 1234567890ABCDEF                  | apt does not trust the package source
                    write /var/lib/x: no space left on device                                          | the disk is full
                    E: You don't have enough free space in /var/cache/apt/archives/.                   | the disk is full
                    [ERROR Port-6443]: Port 6443 is in use                                             | port 6443 is in use
                    [ERROR NumCPU]: the number of available CPUs 1 is less than the required 2         | kubeadm's check NumCPU failed
                    error execution phase kubelet-start: could not start kubelet                       | kubeadm failed in its phase kubelet-start
                    """)
    void an_error_is_told_in_the_users_words(String output, String what) {
        assertThat(explain(output, ""))
                .get()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo(what + " (cp-1)"));
    }

    @Test
    void a_missing_image_is_named() {
        String output = """
                kprov: cannot pull registry.k8s.io/kube-proxy:v1.36.4
                E1121 17:00:00 remote_image.go:180] "PullImage failed" err="rpc error: code = NotFound desc = failed to pull and unpack image"
                """;

        assertThat(explain(output, "")).get().satisfies(problem -> {
            assertThat(problem.what()).contains("the image registry.k8s.io/kube-proxy:v1.36.4 does not exist");
            assertThat(problem.remedy()).contains("images.mirrors");
        });
    }

    @Test
    void an_image_that_a_full_disk_has_no_room_for_is_not_the_registrys_fault() {
        String output = """
                kprov: cannot pull registry.k8s.io/etcd:3.6.8-0
                E1121 21:09:42.258527 4497 remote_image.go:250] "PullImage from image service failed" err="rpc error: failed to copy: write /var/lib/containerd/ingest/b93/data: no space left on device" image="registry.k8s.io/etcd:3.6.8-0"
                """;

        assertThat(explain(output, "")).get().satisfies(problem -> {
            assertThat(problem.what()).isEqualTo("the disk is full (cp-1)");
            assertThat(problem.why()).isEqualTo("no space was left to write /var/lib/containerd/ingest/b93/data");
            assertThat(problem.remedy()).contains("df -h");
        });
    }

    @Test
    void a_disk_that_only_the_hosts_logs_call_full_comes_before_what_followed_from_it() {
        assertThat(explain(
                        "kprov: the kubelet ended 3 times:\n",
                        "etcd: wal: write /var/lib/etcd/member/wal/0.tmp: no space left on device"))
                .get()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo("the disk is full (cp-1)"));
    }

    @Test
    void the_cause_in_the_kubelets_log_comes_before_kubeadms_symptom() {
        assertThat(explain(
                        "kprov: the kubelet ended 3 times:\n",
                        "kubelet[1]: E1121 kubelet is configured to not run on a host using cgroup v1"))
                .get()
                .satisfies(problem -> assertThat(problem.what()).startsWith("the kubelet refuses cgroup v1"));
    }

    @Test
    void a_kubelet_without_inotify_instances_is_told_from_one_without_files() {
        assertThat(explain(
                        "kprov: the kubelet ended 3 times:\n",
                        "kubelet.go:1804] \"Failed to start cAdvisor\" err=\"inotify_init: too many open files\""))
                .get()
                .satisfies(problem -> {
                    assertThat(problem.what()).isEqualTo("the kubelet cannot watch files (cp-1)");
                    assertThat(problem.remedy()).contains("fs.inotify.max_user_instances");
                });
    }

    @Test
    void an_unknown_failure_is_not_explained() {
        assertThat(explain("something new", "nothing known")).isEmpty();
    }

    private static Optional<Problem> explain(String output, String diagnostics) {
        return KubeadmFailures.explain(STEP, output, diagnostics);
    }
}
