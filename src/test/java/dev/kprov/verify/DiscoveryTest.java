package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.profile.Verification;
import dev.kprov.verify.check.Sample;
import dev.kprov.verify.dns.DnsQuestion;
import dev.kprov.verify.judge.Discovery;
import dev.kprov.verify.stream.Reply;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clusters of which only the kubeconfig is known.
final class DiscoveryTest {
    private final FakeCluster cluster = new FakeCluster();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        cluster.start();
        cluster.dnsAnswers();
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void what_a_cluster_has_must_work() throws Exception {
        List<CheckResult> results = verify(FakeCluster.ANYTHING);
        assertThat(results)
                .extracting(CheckResult::id)
                .containsExactly(
                        "api-ready",
                        "node-set",
                        "nodes-ready",
                        "node-settings",
                        "version-skew",
                        "control-plane",
                        "etcd",
                        "kube-proxy",
                        "network-plugin",
                        "core-dns",
                        "workloads",
                        "api-services",
                        "certificate-requests",
                        "webhooks",
                        "certificates",
                        "stable-pods",
                        "cluster-dns");
        FakeCluster.assertSound(results);
    }

    @Test
    void answers_that_come_a_moment_later_cost_no_other_look() throws Exception {
        cluster.runFor(Duration.ofMinutes(2));
        cluster.answersLater();

        FakeCluster.assertSound(verify(FakeCluster.ANYTHING));

        assertThat(cluster.requests())
                .filteredOn(path -> path.startsWith("/readyz"))
                .hasSize(1);
    }

    @Test
    void the_basic_level_asks_for_nothing_that_it_does_not_judge() throws Exception {
        Verification basic = Verification.DEFAULT.with(Verification.Level.BASIC);
        assertThat(cluster.requests()).as("what the test itself asked").isNotEmpty();

        List<CheckResult> results =
                verify(new Discovery.Demands(OptionalInt.empty(), Optional.empty(), basic, Sample.DEADLINE));

        FakeCluster.assertSound(results);
        assertThat(results).hasSize(5);
        assertThat(cluster.requests())
                .allMatch(path -> path.startsWith("/readyz")
                        || path.startsWith("/livez")
                        || path.startsWith("/version")
                        || path.startsWith("/api/v1/nodes")
                        || path.contains("/kube-node-lease/"));
    }

    @Test
    void what_is_demanded_must_hold() throws Exception {
        Discovery.Demands more =
                new Discovery.Demands(OptionalInt.of(5), Optional.of("1.35.0"), Verification.DEFAULT, Sample.DEADLINE);
        List<CheckResult> results = verify(more);
        assertThat(FakeCluster.failed(results, "node-set").expected()).isEqualTo("5 nodes");
        assertThat(FakeCluster.failed(results, "node-settings").actual()).contains("has kubelet v1.36.4, not v1.35.0");

        Discovery.Demands right =
                new Discovery.Demands(OptionalInt.of(3), Optional.of("1.36.4"), Verification.DEFAULT, Sample.DEADLINE);
        FakeCluster.assertSound(verify(right));
    }

    @Test
    void what_a_cluster_hides_does_not_apply_and_does_not_pass() throws Exception {
        cluster.hide("kube-apiserver-cp-1");
        cluster.removeDaemonSet("kube-system", "kube-proxy");
        cluster.removeDaemonSet("kube-flannel", "kube-flannel-ds");
        List<CheckResult> results = verify(FakeCluster.ANYTHING);
        assertThat(FakeCluster.verdict(results, "control-plane"))
                .isEqualTo(new Verdict.NotApplicable("it is hidden: no pod of kube-system is an API server"));
        assertThat(FakeCluster.verdict(results, "etcd")).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(FakeCluster.verdict(results, "kube-proxy"))
                .isInstanceOfSatisfying(
                        Verdict.NotApplicable.class,
                        beside -> assertThat(beside.why()).contains("kube-system/kube-proxy"));
        assertThat(FakeCluster.verdict(results, "network-plugin")).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(FakeCluster.verdict(results, "nodes-ready")).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void nothing_of_a_cluster_that_cannot_be_seen_is_taken_for_hidden() throws Exception {
        cluster.forbid("/api/v1/namespaces/kube-system/pods?resourceVersion=0");
        assertThat(FakeCluster.verdict(verify(FakeCluster.ANYTHING), "control-plane"))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void a_kube_proxy_that_was_taken_away_is_missed() throws Exception {
        cluster.add(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("kube-proxy")
                .endMetadata()
                .build());
        cluster.removeDaemonSet("kube-system", "kube-proxy");
        assertThat(FakeCluster.failed(verify(FakeCluster.ANYTHING), "kube-proxy")
                        .actual())
                .isEqualTo("there is no DaemonSet kube-system/kube-proxy");
    }

    @Test
    void the_domain_of_the_dns_is_the_one_that_it_names() throws Exception {
        cluster.add(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("coredns")
                .endMetadata()
                .addToData("Corefile", """
                    .:53 {
                        errors
                        kubernetes lab.example.org in-addr.arpa ip6.arpa {
                           pods insecure
                        }
                        forward . /etc/resolv.conf
                    }
                    """)
                .build());
        byte[] question = new DnsQuestion("kubernetes.default.svc.lab.example.org", "10.96.0.1").framed(0);
        for (String pod : List.of("coredns-1", "coredns-2")) {
            cluster.inPod(pod, new Reply.Answered(FakeHosts.answerOverTcp(question, "10.96.0.1")));
        }

        FakeCluster.assertSound(verify(FakeCluster.ANYTHING));
    }

    @Test
    void a_dns_is_asked_at_the_port_to_which_its_service_leads() throws Exception {
        cluster.dnsAt(1053);
        FakeCluster.assertSound(verify(FakeCluster.ANYTHING));

        cluster.dnsService(5353);
        assertThat(FakeCluster.failed(verify(FakeCluster.ANYTHING), "cluster-dns")
                        .actual())
                .contains("kube-system/coredns-1 on worker-1, asked at port 5353", "connection refused");
    }

    @Test
    void a_cluster_without_dns_fails() throws Exception {
        cluster.removeDeployment("coredns");
        assertThat(FakeCluster.failed(verify(FakeCluster.ANYTHING), "core-dns").actual())
                .isEqualTo("there is no Deployment kube-system/coredns");
    }

    private List<CheckResult> verify(Discovery.Demands demands) throws InterruptedException, IOException {
        return cluster.verify(folder, demands);
    }
}
