package dev.kprov.verify.judge;

import dev.kprov.profile.Dns;
import dev.kprov.profile.Network;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// What is expected of a cluster that no profile describes: what was said about it, and that whatever it has works.
/// A DNS is expected in any case, since no cluster is of use without one.
public final class Discovery implements Expectation.Source {
    /// Of those that kprov knows.
    private static final Set<String> NETWORKS = Set.of(
            "kube-flannel-ds",
            "kube-flannel",
            "calico-node",
            "canal",
            "rke2-canal",
            "cilium",
            "kindnet",
            "aws-node",
            "antrea-agent",
            "kube-router",
            "weave-net",
            "kube-ovn-cni",
            "anetd",
            "ovnkube-node");
    private static final Set<String> NETWORK_NAMESPACES = Set.of("kube-flannel", "calico-system");
    private static final List<String> DNS = List.of("coredns", "kube-dns", "rke2-coredns-rke2-coredns");
    /// Those of kubeadm, RKE2 and most others, and those of kops.
    private static final List<String> ETCD = List.of(Settings.NONE.etcdPods(), "etcd-manager-main");
    private static final List<String> DNS_CHECKS = List.of("core-dns", "cluster-dns");
    /// Those of GKE: the servers, and what scales them.
    private static final Set<String> KUBE_DNS = Set.of("kube-dns", "kube-dns-autoscaler");
    private static final String HIDDEN = "it is hidden: no pod of kube-system is an API server";
    /// Of a DNS that does not say it, such as kube-dns.
    private static final String USUAL_DOMAIN = "cluster.local";
    private static final String KUBE_PROXY = "kube-system/kube-proxy";

    private final Demands demands;

    public Discovery(Demands demands) {
        this.demands = demands;
    }

    /// What is said about the cluster.
    ///
    /// @param nodes how many; empty for any number but none
    /// @param kubernetesVersion of the kubelets, such as `1.36.4`; empty for any
    /// @param verification how thoroughly it is checked
    /// @param deadline for all checks together
    public record Demands(
            OptionalInt nodes, Optional<String> kubernetesVersion, Verification verification, Duration deadline) {}

    /// As far as it is the cluster's business.
    private record Found(OptionalInt foundNodes, Optional<Dns> dns, String etcdPods) implements Settings {}

    @Override
    public Expectation first() {
        return expected(
                new Found(
                        OptionalInt.of(demands.nodes().orElse(0)), Optional.of(Dns.CORE_DNS), Settings.NONE.etcdPods()),
                USUAL_DOMAIN,
                Optional.of(new PodNetwork(NETWORKS, NETWORK_NAMESPACES)),
                Map.of());
    }

    @Override
    public Expectation given(Snapshot.Objects objects) {
        Map<String, String> aside = new HashMap<>();
        Optional<String> etcd = objects.pods() instanceof Part.Known<List<Pod>>
                ? etcd(objects, aside)
                : Optional.of(Settings.NONE.etcdPods());
        Optional<PodNetwork> network = objects.daemonSets() instanceof Part.Known<List<Workload>>(List<Workload> sets)
                ? network(sets, objects, aside)
                : Optional.empty();
        if (objects.deployments() instanceof Part.Known<List<Workload>>(List<Workload> deployments)) {
            dnsElsewhere(objects, deployments).ifPresent(why -> DNS_CHECKS.forEach(check -> aside.put(check, why)));
        }
        String domain =
                objects.dnsDomain().known().filter(found -> !found.isEmpty()).orElse(USUAL_DOMAIN);
        return expected(
                new Found(
                        OptionalInt.of(demands.nodes().orElse(0)),
                        Optional.of(dns(objects).orElse(Dns.CORE_DNS)),
                        etcd.orElse("")),
                domain,
                network.or(() -> PodNetwork.of(Network.Plugin.DEFAULT)),
                aside);
    }

    /// What its pods are called; empty where it is none.
    private static Optional<String> etcd(Snapshot.Objects objects, Map<String, String> aside) {
        if (objects.pods().known().orElse(List.of()).stream().noneMatch(Discovery::apiServer)) {
            aside.put("control-plane", HIDDEN);
            aside.put("etcd", HIDDEN);
        }
        Optional<String> etcd = ETCD.stream()
                .filter(name -> !objects.staticPods(name).isEmpty())
                .findFirst();
        if (!etcd.equals(Optional.of(Settings.NONE.etcdPods()))) {
            aside.putIfAbsent("etcd", "no pod of kube-system is called as a member of etcd that shows its metrics");
        }
        return etcd;
    }

    private static Optional<PodNetwork> network(
            List<Workload> sets, Snapshot.Objects objects, Map<String, String> aside) {
        Set<String> networks =
                sets.stream().map(Workload::name).filter(NETWORKS::contains).collect(Collectors.toSet());
        if (networks.isEmpty()) {
            aside.put("network-plugin", "no DaemonSet has the name of a network plugin that kprov knows");
        }
        Optional<Workload> proxy =
                sets.stream().filter(set -> set.where().equals(KUBE_PROXY)).findFirst();
        boolean unwanted = proxy.map(set -> set.observed() && set.desired() == 0)
                .orElse(!(objects.proxySettings() instanceof Part.Known<Boolean>));
        if (unwanted && objects.staticPods("kube-proxy").isEmpty()) {
            aside.put("kube-proxy", "no DaemonSet " + KUBE_PROXY + " wants a node; something else may do its work");
        }
        return networks.isEmpty() ? Optional.empty() : Optional.of(new PodNetwork(networks, Set.of()));
    }

    /// Why nothing in the cluster has to be a server of its DNS; empty where something has.
    private static Optional<String> dnsElsewhere(Snapshot.Objects objects, List<Workload> deployments) {
        List<Node> nodes = objects.nodes().known().orElse(List.of());
        boolean none = dns(objects).isEmpty();
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        if (none && nodes.stream().allMatch(Node::selfContained)) {
            return Optional.of("every node is one of EKS Auto Mode, and answers for itself");
        }
        if (nodes.stream().allMatch(Node::gke) && (none || switchedOff(deployments))) {
            return Optional.of("every node is one of GKE, and "
                    + (none ? "there is no kube-dns" : "kube-dns and what scales it want no pod")
                    + ", as with Cloud DNS, which is not asked");
        }
        return Optional.empty();
    }

    /// Who scales it would not leave it at none. As it is
    /// [to be with Cloud DNS](https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns).
    private static boolean switchedOff(List<Workload> deployments) {
        List<Workload> own = deployments.stream()
                .filter(deployment -> KUBE_DNS.contains(deployment.name()))
                .toList();
        return own.size() == KUBE_DNS.size()
                && own.stream().allMatch(deployment -> deployment.observed() && deployment.desired() == 0);
    }

    private Expectation expected(Found found, String domain, Optional<PodNetwork> network, Map<String, String> aside) {
        return new Expectation(
                demands.kubernetesVersion().orElse(""),
                network,
                domain,
                found,
                demands.verification(),
                demands.deadline(),
                aside);
    }

    private static boolean apiServer(Pod pod) {
        return pod.namespace().equals("kube-system") && pod.name().equals("kube-apiserver-" + pod.node());
    }

    private static Optional<Dns> dns(Snapshot.Objects objects) {
        List<Workload> deployments = objects.deployments().known().orElse(List.of());
        return DNS.stream()
                .filter(name -> deployments.stream()
                        .anyMatch(deployment -> deployment.name().equals(name)))
                .findFirst()
                .map(name -> new Dns(name, name.startsWith("rke2-") ? name : Dns.CORE_DNS.service()))
                .or(() -> Optional.of(Dns.OPENSHIFT)
                        .filter(dns -> objects.daemonSets().known().orElse(List.of()).stream()
                                .anyMatch(set -> set.where().equals(dns.servers()))));
    }
}
