package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.profile.Dns;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other distributions than kubeadm's have otherwise, and what is a fault there, too.
final class DistributionsTest {
    private static final List<String> NODES = List.of("cp-1", "worker-1", "worker-2");

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

    /// Its DNS has other names, its kube-proxy is a static pod, and etcd has nodes of its own.
    @Test
    void rke2() throws Exception {
        String dns = "rke2-coredns-rke2-coredns";
        cluster.rename(new Dns(dns, dns), "k8s-app", "kube-dns");
        cluster.replaceDaemonSet("kube-flannel", "kube-flannel-ds", "rke2-canal");
        staticKubeProxy();
        cluster.hide("etcd-cp-1");
        cluster.addStatic("etcd", "worker-1");
        cluster.label("worker-1", "node-role.kubernetes.io/etcd", "true");

        List<CheckResult> results = verify();
        FakeCluster.assertSound(results);
        assertThat(FakeCluster.verdict(results, "control-plane"))
                .hasToString("Passed[evidence=kube-apiserver, kube-controller-manager, kube-scheduler on cp-1; etcd on"
                        + " worker-1]");

        cluster.label("worker-2", "node-role.kubernetes.io/etcd", "true");
        cluster.hide("kube-proxy-worker-2");
        List<CheckResult> broken = verify();
        assertThat(FakeCluster.failed(broken, "control-plane").actual()).isEqualTo("there is no pod etcd-worker-2");
        assertThat(FakeCluster.failed(broken, "kube-proxy").actual())
                .contains("worker-2 has no such pod as the others have");
    }

    /// Its etcd is called otherwise, and shows its metrics elsewhere.
    @Test
    void kops() throws Exception {
        cluster.hide("etcd-cp-1");
        cluster.addStatic("etcd-manager-main", "cp-1");
        staticKubeProxy();

        List<CheckResult> results = verify();
        assertSoundBut(results, "etcd");

        cluster.hide("etcd-manager-main-cp-1");
        cluster.hide("kube-scheduler-cp-1");
        assertThat(FakeCluster.failed(verify(), "control-plane").actual())
                .isEqualTo("there is no pod kube-scheduler-cp-1");
    }

    /// Its etcd is a service of the machine.
    @Test
    void talos() throws Exception {
        cluster.hide("etcd-cp-1");

        List<CheckResult> results = verify();

        assertSoundBut(results, "etcd");
        assertThat(FakeCluster.verdict(results, "control-plane").toString()).doesNotContain("etcd");
    }

    /// Its DaemonSet of kube-proxy wants no node: on each there is a static pod.
    @Test
    void gke() throws Exception {
        hideControlPlane();
        staticKubeProxy();
        cluster.addDaemonSet("kube-system", "kube-proxy", 0);

        assertSoundBut(verify(), "control-plane", "etcd");

        cluster.hide("kube-proxy-worker-1");
        assertThat(FakeCluster.failed(verify(), "kube-proxy").actual())
                .contains("worker-1 has no pod of kube-system/kube-proxy");
    }

    /// With Dataplane V2 nobody is kube-proxy, and its DaemonSet stays.
    @Test
    void gke_with_cilium() throws Exception {
        hideControlPlane();
        hideKubeProxy();
        cluster.addDaemonSet("kube-system", "kube-proxy", 0);
        cluster.replaceDaemonSet("kube-flannel", "kube-flannel-ds", "anetd");

        assertSoundBut(verify(), "control-plane", "etcd", "kube-proxy");
    }

    /// Where Calico uses eBPF, kube-proxy is told to want no node; what it was configured with stays.
    @Test
    void kube_proxy_that_was_switched_off() throws Exception {
        hideKubeProxy();
        cluster.add(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("kube-proxy")
                .endMetadata()
                .build());
        assertThat(FakeCluster.failed(verify(), "kube-proxy").actual()).contains("there is no DaemonSet");

        cluster.addDaemonSet("kube-system", "kube-proxy", 0);
        assertSoundBut(verify(), "kube-proxy");
    }

    /// On nodes of Fargate and of Windows there is nothing of what is on every node.
    @Test
    void eks() throws Exception {
        hideControlPlane();
        cluster.label("worker-2", "eks.amazonaws.com/compute-type", "fargate");
        without("worker-2");

        List<CheckResult> results = verify();
        assertSoundBut(results, "control-plane", "etcd");
        assertThat(FakeCluster.verdict(results, "kube-proxy").toString()).contains(", except on worker-2 (fargate)");

        cluster.unlabel("worker-2", "eks.amazonaws.com/compute-type");
        cluster.label("worker-2", "kubernetes.io/os", "windows");
        List<CheckResult> windows = verify();
        assertSoundBut(windows, "control-plane", "etcd");
        assertThat(FakeCluster.verdict(windows, "network-plugin").toString())
                .contains(", except on worker-2 (windows)");

        cluster.label("worker-2", "kubernetes.io/os", "linux");
        List<CheckResult> broken = verify();
        assertThat(FakeCluster.failed(broken, "kube-proxy").actual())
                .contains("worker-2 has no pod of kube-system/kube-proxy");
        assertThat(FakeCluster.failed(broken, "network-plugin").actual()).contains("worker-2 has no pod of");
    }

    /// Every node is its own kube-proxy, network plugin and DNS.
    @Test
    void eks_auto_mode() throws Exception {
        cluster.emptyNodes();
        NODES.forEach(node -> cluster.label(node, "eks.amazonaws.com/compute-type", "auto"));

        assertSoundBut(verify(), "control-plane", "etcd", "kube-proxy", "network-plugin", "core-dns", "cluster-dns");

        cluster.unlabel("worker-1", "eks.amazonaws.com/compute-type");
        assertDnsIsMissed();
    }

    /// Autopilot has no server of DNS, and no node that is seen to run its control plane.
    @Test
    void gke_with_cloud_dns() throws Exception {
        hideControlPlane();
        hideKubeProxy();
        cluster.replaceDaemonSet("kube-flannel", "kube-flannel-ds", "anetd");
        cluster.removeDeployment("coredns");
        NODES.forEach(node -> cluster.label(node, "cloud.google.com/gke-nodepool", "pool-1"));

        assertSoundBut(verify(), "control-plane", "etcd", "kube-proxy", "core-dns", "cluster-dns");

        cluster.unlabel("worker-1", "cloud.google.com/gke-nodepool");
        assertDnsIsMissed();
    }

    /// In Standard clusters kube-dns and its autoscaler stay, and are to be scaled to none.
    @Test
    void gke_with_cloud_dns_beside_kube_dns() throws Exception {
        cluster.removeDeployment("coredns");
        cluster.deployment("kube-dns", 0, 0);
        cluster.deployment("kube-dns-autoscaler", 0, 0);
        NODES.forEach(node -> cluster.label(node, "cloud.google.com/gke-nodepool", "pool-1"));

        assertSoundBut(verify(), "core-dns", "cluster-dns");

        cluster.deployment("kube-dns-autoscaler", 1, 1);
        assertThat(FakeCluster.failed(verify(), "core-dns").actual()).contains("kube-system/kube-dns: 0 of 0 pods");
        cluster.deployment("kube-dns-autoscaler", 0, 0);
        cluster.unlabel("worker-1", "cloud.google.com/gke-nodepool");
        assertThat(FakeCluster.failed(verify(), "core-dns").actual()).contains("kube-system/kube-dns: 0 of 0 pods");
    }

    /// The nodes are those of the cluster around it, in which kube-proxy and the network plugin are, too.
    @Test
    void vcluster() throws Exception {
        hideControlPlane();
        hideKubeProxy();
        cluster.removeDaemonSet("kube-flannel", "kube-flannel-ds");
        assertThat(verify()).allMatch(result -> !(result.verdict() instanceof Verdict.Failed));
        cluster.removeLeases();

        List<CheckResult> results = verify();
        assertSoundBut(results, "control-plane", "etcd", "kube-proxy", "network-plugin");
        assertThat(FakeCluster.verdict(results, "nodes-ready").toString()).contains("no kubelet has a lease here");

        cluster.label("cp-1", "node-role.kubernetes.io/control-plane", "");
        assertThat(FakeCluster.verdict(verify(), "nodes-ready").toString()).contains("the first lease is to come");
    }

    /// What others have in kube-system it has in namespaces of its own.
    @Test
    void openshift() throws Exception {
        hideControlPlane();
        hideKubeProxy();
        cluster.replaceDaemonSet("kube-flannel", "kube-flannel-ds", "ovnkube-node");
        cluster.openShiftDns();
        cluster.dnsAt(5353);

        assertSoundBut(verify(), "control-plane", "etcd", "kube-proxy");

        cluster.dnsService(53);
        assertThat(FakeCluster.failed(verify(), "cluster-dns").actual())
                .contains("openshift-dns/coredns-1 on worker-1, asked at port 53 through the API server");
        cluster.removeDaemonSet("openshift-dns", "dns-default");
        assertDnsIsMissed();
    }

    /// Two network plugins that share the nodes, as where some of them are hybrid ones.
    @Test
    void two_network_plugins() throws Exception {
        cluster.client()
                .pods()
                .inNamespace("kube-flannel")
                .withName("flannel-worker-2")
                .delete();
        cluster.removeDaemonSet("kube-flannel", "kube-flannel-ds");
        cluster.addDaemonSet("kube-flannel", "kube-flannel-ds", 2);
        assertThat(FakeCluster.failed(verify(), "network-plugin").actual())
                .isEqualTo("worker-2 has no pod of kube-flannel/kube-flannel-ds");

        cluster.addPodOf("kube-system", "cilium", "worker-2");
        cluster.addDaemonSet("kube-system", "cilium", 1);
        FakeCluster.assertSound(verify());
    }

    private void staticKubeProxy() {
        hideKubeProxy();
        NODES.forEach(node -> cluster.addStatic("kube-proxy", node));
    }

    private void hideKubeProxy() {
        cluster.removeDaemonSet("kube-system", "kube-proxy");
        NODES.forEach(node -> cluster.hide("kube-proxy-" + node));
    }

    private void hideControlPlane() {
        cluster.unlabel("cp-1", "node-role.kubernetes.io/control-plane");
        for (String component : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd")) {
            cluster.hide(component + "-cp-1");
        }
    }

    private void without(String node) {
        cluster.hide("kube-proxy-" + node);
        cluster.client()
                .pods()
                .inNamespace("kube-flannel")
                .withName("flannel-" + node)
                .delete();
        cluster.removeDaemonSet("kube-system", "kube-proxy");
        cluster.removeDaemonSet("kube-flannel", "kube-flannel-ds");
        cluster.addDaemonSet("kube-system", "kube-proxy", 2);
        cluster.addDaemonSet("kube-flannel", "kube-flannel-ds", 2);
    }

    private void assertDnsIsMissed() throws Exception {
        assertThat(FakeCluster.failed(verify(), "core-dns").actual())
                .contains("there is no Deployment kube-system/coredns");
    }

    /// Everything passed but these checks, which do not apply, and that of certificates, since there is no TLS.
    private static void assertSoundBut(List<CheckResult> results, String... beside) {
        assertThat(results)
                .filteredOn(result -> result.verdict() instanceof Verdict.NotApplicable)
                .extracting(CheckResult::id)
                .filteredOn(id -> !id.equals("certificates"))
                .containsExactlyInAnyOrder(beside);
        assertThat(results)
                .extracting(CheckResult::verdict)
                .allMatch(verdict -> verdict instanceof Verdict.Passed || verdict instanceof Verdict.NotApplicable);
    }

    private List<CheckResult> verify() throws Exception {
        return cluster.verify(folder, FakeCluster.ANYTHING);
    }
}
