package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.check.Sample;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The level deep against an API server that keeps objects; what the pods find is said by the test.
class TrialTest {
    private static final List<String> DEEP = List.of(
            "pods-start",
            "kubelet-streams",
            "pod-network",
            "pod-mtu",
            "pod-service",
            "node-port",
            "pod-api",
            "pod-dns");

    @TempDir
    private Path folder;

    private final FakeCluster cluster = new FakeCluster();
    private FakeProbePods pods;

    @BeforeEach
    void start() {
        cluster.start();
        pods = new FakeProbePods(cluster);
        cluster.onPause(pods::work);
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void pods_on_every_node_use_a_sound_cluster_and_are_gone_afterwards() throws Exception {
        List<CheckResult> results = verify();

        assertThat(results)
                .filteredOn(result -> DEEP.contains(result.id()))
                .hasSize(DEEP.size())
                .allSatisfy(result -> assertThat(result.verdict()).isInstanceOf(Verdict.Passed.class));
        assertThat(evidence(results, "pods-start")).startsWith("on each of 3 nodes, the slowest ");
        assertThat(evidence(results, "node-port")).contains("this machine gets no answer at any node's port");
        assertThat(FakeCluster.verdict(results, "volumes"))
                .isEqualTo(new Verdict.NotApplicable("no StorageClass is the default"));
        assertThat(FakeCluster.verdict(results, "network-policy")).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(pods.namespaces()).hasSize(1);
        assertThat(pods.left()).isEmpty();
    }

    @Test
    void what_one_pod_finds_is_told_with_its_node() throws Exception {
        pods.wrong("worker-2", "PEERS", "wget: can't connect to remote host (10.244.0.9): No route to host");
        pods.wrong("cp-1", "DNS", "no answer within 3 s");

        List<CheckResult> results = verify();

        assertThat(failed(results, "pod-network"))
                .startsWith("the pod on worker-2: ")
                .contains("the pod on cp-1 (10.244.0.9:8080): can't connect")
                .contains("No route to host")
                .doesNotContain("the pod on worker-1:");
        assertThat(failed(results, "pod-dns"))
                .isEqualTo("the pod on cp-1: kubernetes.default.svc.cluster.local: no answer within 3 s");
        assertThat(FakeCluster.verdict(results, "pod-mtu"))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("not even small packets arrive"));
        assertThat(pods.left()).isEmpty();
    }

    @Test
    void a_pod_that_does_not_start_is_told_with_what_the_cluster_says_of_it() throws Exception {
        pods.stuck("worker-1");

        List<CheckResult> results = verify();

        assertThat(failed(results, "pods-start"))
                .isEqualTo("the pod on worker-1 does not run: ContainerCreating, FailedCreatePodSandBox: plugin"
                        + " type=\"flannel\" failed: no subnet.env");
        assertThat(FakeCluster.verdict(results, "pod-service"))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .endsWith("the pod on worker-1: it does not run (check pods-start)"));
    }

    @Test
    void a_node_that_runs_no_containers_is_left_out_and_named() throws Exception {
        pods.label("worker-2", "type", "virtual-kubelet");

        assertThat(evidence(verify(), "pods-start"))
                .startsWith("on each of 2 nodes (not worker-2 (virtual-kubelet)), the slowest");
    }

    @Test
    void nothing_is_left_when_it_is_interrupted() {
        cluster.onPause(() -> {
            pods.work();
            if (!pods.namespaces().isEmpty()) {
                throw new InterruptedException("enough");
            }
        });

        assertThatThrownBy(this::verify).isInstanceOf(InterruptedException.class);
        assertThat(pods.namespaces()).hasSize(1);
        assertThat(pods.left()).isEmpty();
    }

    @Test
    void what_a_run_that_was_killed_left_behind_is_removed_when_its_time_is_over() throws Exception {
        leftover("kprov-verify-0ld", Sample.NOW.minusSeconds(1).getEpochSecond());
        leftover("kprov-verify-n3w", Sample.NOW.plusSeconds(60).getEpochSecond());
        leftover("somebody-elses", Sample.NOW.minusSeconds(1).getEpochSecond());

        verify();

        assertThat(pods.left()).containsExactly("kprov-verify-n3w");
        assertThat(cluster.client().namespaces().withName("somebody-elses").get())
                .isNotNull();
    }

    @Test
    void who_may_not_make_a_namespace_is_told_which_role_is_missing() throws Exception {
        cluster.server()
                .expect()
                .post()
                .withPath("/api/v1/namespaces")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withMessage("namespaces is forbidden: User \"ci\" cannot create resource")
                                .build())
                .always();

        assertThat(FakeCluster.verdict(verify(), "pods-start"))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .isEqualTo(
                                        "HTTP 403: namespaces is forbidden: User \"ci\" cannot create resource (what is"
                                                + " needed: kprov verify --rbac --level deep)"));
    }

    @Test
    void pods_that_are_refused_are_a_fault_of_the_cluster() throws Exception {
        cluster.server()
                .expect()
                .post()
                .withPath("/api/v1/namespaces")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withMessage("admission webhook \"policy.example.com\" denied the request")
                                .build())
                .always();

        assertThat(failed(verify(), "pods-start")).contains("policy.example.com");
    }

    private void leftover(String name, long until) {
        cluster.add(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("app.kubernetes.io/managed-by", "kprov", "kprov.dev/until", Long.toString(until)))
                .endMetadata()
                .build());
    }

    private static String evidence(List<CheckResult> results, String id) {
        assertThat(FakeCluster.verdict(results, id)).isInstanceOf(Verdict.Passed.class);
        return ((Verdict.Passed) FakeCluster.verdict(results, id)).evidence();
    }

    private static String failed(List<CheckResult> results, String id) {
        assertThat(FakeCluster.verdict(results, id)).isInstanceOf(Verdict.Failed.class);
        return ((Verdict.Failed) FakeCluster.verdict(results, id)).actual();
    }

    private List<CheckResult> verify() throws Exception {
        Profile usual = Sample.profile(Network.Plugin.FLANNEL, Settings.NONE);
        return cluster.verify(
                folder,
                usual.with(usual.verification().with(Verification.Level.DEEP))
                        .with(usual.timeouts().verify(Duration.ofSeconds(6))));
    }
}
