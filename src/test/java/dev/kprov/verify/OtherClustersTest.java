package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.check.Expected;
import dev.kprov.verify.check.Sample;
import dev.kprov.verify.dns.DnsQuestion;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.stream.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole verification of clusters that have other things than those which kubeadm makes.
class OtherClustersTest {
    private static final Inventory NO_HOSTS = new Inventory("demo", List.of());
    private static final Expected FAKE_NODES =
            new Expected().withoutDns().withoutKubeProxy().withoutStaticPods().withFoundNodes(3);

    private static final Expected FOUND = new Expected().withFoundNodes(3);
    private static final String ASKED_IN_PODS = "Cluster DNS answers, asked in its pods through the API server";

    @TempDir
    private Path folder;

    private final FakeCluster cluster = new FakeCluster();
    private int scripts;

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void a_dns_of_other_names_is_found_and_its_pods_are_probed() throws Exception {
        Dns dns = new Dns("names", "names-service");
        cluster.rename(dns, "app", "names");

        List<CheckResult> results = verify(new Expected().withDns(dns), Sample.inventory());

        FakeCluster.assertSound(results);
        assertThat(results).extracting(CheckResult::title).contains("names is ready");
        assertThat(cluster.probed()).containsExactly(entry("app", "names"));
    }

    @Test
    void a_dns_that_is_not_there_under_its_names_fails() throws Exception {
        List<CheckResult> results =
                verify(new Expected().withDns(new Dns("names", "names-service")), Sample.inventory());

        assertThat(FakeCluster.failed(results, "core-dns").actual())
                .isEqualTo("there is no Deployment kube-system/names");
        assertThat(FakeCluster.failed(results, "cluster-dns").actual())
                .isEqualTo("there is no Service kube-system/names-service");
        assertThat(FakeCluster.verdict(results, "service-requests")).isInstanceOf(Verdict.Unknown.class);
        assertThat(cluster.servicesMade()).isZero();
    }

    @Test
    void where_there_is_to_be_no_dns_nothing_of_it_is_read_or_asked() throws Exception {
        List<CheckResult> results = verify(new Expected().withoutDns(), Sample.inventory());

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
                        "workloads",
                        "api-services",
                        "certificate-requests",
                        "webhooks",
                        "certificates",
                        "stable-pods");
        FakeCluster.assertSound(results);
        assertThat(cluster.servicesMade()).isZero();
        assertThat(cluster.requests())
                .isNotEmpty()
                .noneMatch(path -> path.endsWith("resourceVersion=0")
                        && (path.contains("kube-system/services/") || path.contains("/endpointslices")));
    }

    @Test
    void a_control_plane_out_of_sight_is_not_looked_for() throws Exception {
        List<CheckResult> results = verify(new Expected().withoutStaticPods(), Sample.inventory());

        FakeCluster.assertSound(results);
        assertThat(results).extracting(CheckResult::id).contains("api-ready").doesNotContain("control-plane");
        assertThat(cluster.requests()).isNotEmpty().noneMatch(path -> path.contains("kubeadm-config"));
    }

    @Test
    void no_one_is_sent_to_a_control_plane_out_of_sight() throws Exception {
        cluster.readyz(500, "[-]etcd failed: reason withheld");
        List<CheckResult> failing = verify(new Expected().withoutStaticPods(), Sample.inventory());
        cluster.stop();
        List<CheckResult> silent = verify(new Expected().withoutStaticPods(), Sample.inventory());

        for (List<CheckResult> results : List.of(failing, silent)) {
            assertThat(FakeCluster.failed(results, "api-ready").remedy())
                    .contains("who runs its control plane")
                    .doesNotContain("crictl");
        }
    }

    @Test
    void a_cluster_of_nodes_that_run_nothing_passes() throws Exception {
        cluster.emptyNodes();

        List<CheckResult> results = verify(Sample.profile(Network.Plugin.NONE, FAKE_NODES, ""), NO_HOSTS);

        FakeCluster.assertSound(results);
        assertThat(results)
                .extracting(CheckResult::id)
                .containsExactly(
                        "api-ready",
                        "node-set",
                        "nodes-ready",
                        "node-settings",
                        "version-skew",
                        "workloads",
                        "api-services",
                        "certificate-requests",
                        "webhooks",
                        "certificates",
                        "stable-pods");
        assertThat(passed(results, "node-set").evidence()).isEqualTo("3 nodes, as expected: cp-1, worker-1, worker-2");
        assertThat(passed(results, "nodes-ready").evidence()).startsWith("3 nodes Ready");
        assertThat(passed(results, "node-settings").evidence()).isEqualTo("3 nodes with any kubelet, none cordoned");
        assertThat(passed(results, "stable-pods").evidence()).startsWith("no restart of 0 pods in 3");
        assertThat(cluster.clock().elapsed()).isBetween(Sample.WINDOW, Sample.WINDOW.plusSeconds(1));
    }

    @Test
    void found_nodes_have_the_version_that_the_profile_gives() throws Exception {
        cluster.emptyNodes();

        List<CheckResult> right = verify(Sample.profile(Network.Plugin.NONE, FAKE_NODES, "1.36.4"), NO_HOSTS);
        List<CheckResult> wrong = verify(Sample.profile(Network.Plugin.NONE, FAKE_NODES, "1.35.0"), NO_HOSTS);

        assertThat(passed(right, "node-settings").evidence()).isEqualTo("3 nodes with kubelet v1.36.4, none cordoned");
        assertThat(FakeCluster.failed(wrong, "node-settings").actual())
                .contains("cp-1 has kubelet v1.36.4, not v1.35.0");
    }

    @Test
    void another_number_of_nodes_than_expected_fails_at_the_deadline() throws Exception {
        cluster.emptyNodes();

        List<CheckResult> results = verify(FAKE_NODES.withFoundNodes(4), NO_HOSTS);

        assertThat(FakeCluster.failed(results, "node-set"))
                .extracting(Verdict.Failed::expected, Verdict.Failed::actual)
                .containsExactly("4 nodes", "3 nodes: cp-1, worker-1, worker-2");
        assertThat(FakeCluster.verdict(results, "nodes-ready")).isInstanceOf(Verdict.Passed.class);
        assertThat(cluster.clock().elapsed()).isBetween(Sample.DEADLINE, Sample.DEADLINE.plusSeconds(1));
    }

    @Test
    void no_node_at_all_is_never_enough_and_nothing_is_said_of_every_node() throws Exception {
        cluster.removeNodes();

        List<CheckResult> results = verify(FAKE_NODES.withFoundNodes(0), NO_HOSTS);

        assertThat(FakeCluster.failed(results, "node-set").expected()).isEqualTo("at least one node");
        for (String id : List.of("node-set", "nodes-ready", "node-settings", "network-plugin")) {
            assertThat(FakeCluster.failed(results, id).actual()).as(id).contains("no node");
        }
    }

    @Test
    void nodes_that_may_not_be_seen_are_unknown() throws Exception {
        cluster.forbid("/api/v1/nodes?resourceVersion=0");

        List<CheckResult> results = verify(FAKE_NODES.withFoundNodes(0), NO_HOSTS);

        for (String id : List.of("node-set", "nodes-ready", "node-settings", "network-plugin")) {
            assertThat(FakeCluster.verdict(results, id)).as(id).isInstanceOf(Verdict.Unknown.class);
        }
    }

    @Test
    void the_dns_of_found_nodes_is_asked_in_its_pods_and_no_host_and_no_service_is() throws Exception {
        inPods(answer("10.96.0.1"), "coredns-1", "coredns-2");

        List<CheckResult> results = verify(FOUND, NO_HOSTS);

        FakeCluster.assertSound(results);
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
        assertThat(passed(results, "cluster-dns").evidence())
                .isEqualTo("asked through the API server, since there is no way to the nodes: each of coredns-1,"
                        + " coredns-2 over TCP: kubernetes.default.svc.cluster.local is 10.96.0.1");
        assertThat(scripts).isZero();
        assertThat(cluster.servicesMade()).isZero();
        assertThat(cluster.clock().elapsed()).isBetween(Sample.WINDOW, Sample.WINDOW.plusSeconds(1));
    }

    @Test
    void each_pod_is_asked_only_until_it_has_answered() throws Exception {
        inPods(answer("10.96.0.1"), "coredns-1", "coredns-2");

        verify(FOUND, NO_HOSTS);

        assertThat(cluster.asked()).isEqualTo(2);
    }

    @Test
    void hosts_that_only_the_api_knows_are_not_asked_either() throws Exception {
        inPods(answer("10.96.0.1"), "coredns-1", "coredns-2");
        Inventory known = Sample.inventory();
        Inventory unreachable = new Inventory(
                "demo",
                known.hosts().stream()
                        .map(host -> host.name().equals("worker-2") ? withoutWay(host) : host)
                        .toList());

        List<CheckResult> results = verify(new Expected(), unreachable);

        FakeCluster.assertSound(results);
        assertThat(results)
                .extracting(CheckResult::title)
                .contains("The nodes are the hosts of the inventory", ASKED_IN_PODS);
        assertThat(scripts).isZero();
    }

    @Test
    void hosts_that_are_not_to_ask_services_do_not() throws Exception {
        inPods(answer("10.96.0.1"), "coredns-1", "coredns-2");

        List<CheckResult> results = verify(new Expected().withoutServiceProbes(), Sample.inventory());

        FakeCluster.assertSound(results);
        assertThat(results).extracting(CheckResult::id).doesNotContain("service-requests");
        assertThat(passed(results, "cluster-dns").evidence()).contains("since the nodes are not to ask Services");
        assertThat(scripts).isZero();
    }

    @Test
    void a_dns_server_that_answers_wrong_fails() throws Exception {
        inPods(answer("10.0.0.66"), "coredns-1", "coredns-2");

        List<CheckResult> results = verify(FOUND, NO_HOSTS);

        assertThat(FakeCluster.failed(results, "cluster-dns").actual())
                .contains("kube-system/coredns-1 on worker-1", "the answer is [10.0.0.66] and not 10.96.0.1");
        assertThat(FakeCluster.failed(results, "cluster-dns").remedy()).contains("logs coredns-1");
        assertThat(cluster.clock().elapsed()).isBetween(Sample.DEADLINE, Sample.DEADLINE.plusSeconds(1));
    }

    @Test
    void a_dns_server_that_does_not_answer_fails() throws Exception {
        inPods(answer("10.96.0.1"), "coredns-1");
        inPods(new Reply.Silent("connection refused"), "coredns-2");

        List<CheckResult> results = verify(FOUND, NO_HOSTS);

        assertThat(FakeCluster.failed(results, "cluster-dns").actual())
                .isEqualTo(
                        "kube-system/coredns-2 on worker-2, asked at port 53 through the API server: connection refused");
    }

    @Test
    void who_may_not_forward_a_port_does_not_know_and_does_not_wait() throws Exception {
        inPods(answer("10.96.0.1"), "coredns-1");
        inPods(new Reply.NoWay("HTTP 403", true), "coredns-2");

        List<CheckResult> results = verify(FOUND, NO_HOSTS);

        assertThat(FakeCluster.verdict(results, "cluster-dns"))
                .isEqualTo(new Verdict.Unknown("kube-system/coredns-2 on worker-2: HTTP 403"));
        assertThat(cluster.clock().elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    private static Host withoutWay(Host host) {
        return new Host(
                host.name(),
                host.address(),
                host.internalAddress(),
                host.roles(),
                host.labels(),
                host.taints(),
                new Access.ApiOnly(),
                host.become());
    }

    private void inPods(Reply reply, String... pods) {
        for (String pod : pods) {
            cluster.inPod(pod, reply);
        }
    }

    private static Reply answer(String address) {
        byte[] question = new DnsQuestion("kubernetes.default.svc.cluster.local", "10.96.0.1").framed(0);
        return new Reply.Answered(FakeHosts.answerOverTcp(question, address));
    }

    private Result answer(Script script) {
        scripts++;
        return FakeHosts.answer(script, "10.96.0.1");
    }

    private List<CheckResult> verify(Expected settings, Inventory inventory) throws InterruptedException, IOException {
        return verify(Sample.profile(Network.Plugin.FLANNEL, settings), inventory);
    }

    private List<CheckResult> verify(Profile profile, Inventory inventory) throws InterruptedException, IOException {
        cluster.requests();
        Path kubeconfig = Files.writeString(folder.resolve("admin.conf"), cluster.kubeconfig());
        try (Watch watch = new Watch(cluster.clock(), Network.Plugin.FLANNEL)) {
            return new Verifier(cluster.wiring((host, script, timeout) -> answer(script)))
                    .verify(
                            Context.currentOf(kubeconfig),
                            Expectation.of(profile),
                            inventory,
                            watch,
                            new FakeCluster.Quiet());
        }
    }

    private static Verdict.Passed passed(List<CheckResult> results, String id) {
        assertThat(FakeCluster.verdict(results, id)).isInstanceOf(Verdict.Passed.class);
        return (Verdict.Passed) FakeCluster.verdict(results, id);
    }
}
