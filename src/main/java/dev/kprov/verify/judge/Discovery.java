package dev.kprov.verify.judge;

import dev.kprov.profile.Dns;
import dev.kprov.profile.Network;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.Part;
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

/// What is expected of a cluster that no profile describes: what was said about it, and that whatever it has works.
/// A DNS is expected in any case, since no cluster is of use without one.
public final class Discovery implements Expectation.Source {
    /// Of those that kprov knows, in the order in which they are looked for.
    private static final List<String> NETWORKS = List.of(
            "kube-flannel-ds",
            "kube-flannel",
            "calico-node",
            "canal",
            "cilium",
            "kindnet",
            "aws-node",
            "antrea-agent",
            "kube-router",
            "weave-net",
            "kube-ovn-cni",
            "anetd");
    private static final Set<String> NETWORK_NAMESPACES = Set.of("kube-flannel", "calico-system");
    private static final List<String> DNS = List.of("coredns", "kube-dns", "rke2-coredns-rke2-coredns");
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
    private record Found(OptionalInt foundNodes, Optional<Dns> dns) implements Settings {}

    @Override
    public Expectation first() {
        return expected(
                Dns.CORE_DNS,
                USUAL_DOMAIN,
                Optional.of(new PodNetwork(Set.copyOf(NETWORKS), NETWORK_NAMESPACES)),
                Map.of());
    }

    @Override
    public Expectation given(Snapshot.Objects objects) {
        Map<String, String> aside = new HashMap<>();
        if (objects.pods() instanceof Part.Known<List<Pod>>(List<Pod> pods)
                && pods.stream().noneMatch(this::apiServer)) {
            aside.put("control-plane", HIDDEN);
            aside.put("etcd", HIDDEN);
        } else if (objects.pods() instanceof Part.Known<List<Pod>>(List<Pod> all)
                && all.stream().noneMatch(this::etcd)) {
            aside.put("etcd", "no pod of kube-system is called as a member of etcd");
        }
        Optional<PodNetwork> network = Optional.empty();
        if (objects.daemonSets() instanceof Part.Known<List<Workload>>(List<Workload> sets)) {
            network = NETWORKS.stream()
                    .filter(name -> sets.stream().anyMatch(set -> set.name().equals(name)))
                    .findFirst()
                    .map(PodNetwork::named);
            if (network.isEmpty()) {
                aside.put("network-plugin", "no DaemonSet has the name of a network plugin that kprov knows");
            }
            boolean wasThere = objects.proxySettings() instanceof Part.Known<Boolean>;
            if (!wasThere && sets.stream().noneMatch(set -> set.where().equals(KUBE_PROXY))) {
                aside.put("kube-proxy", "there is no DaemonSet " + KUBE_PROXY + "; something else may do its work");
            }
        }
        String domain =
                objects.dnsDomain().known().filter(found -> !found.isEmpty()).orElse(USUAL_DOMAIN);
        return expected(dns(objects), domain, network.or(() -> PodNetwork.of(Network.Plugin.DEFAULT)), aside);
    }

    private Expectation expected(Dns dns, String domain, Optional<PodNetwork> network, Map<String, String> aside) {
        return new Expectation(
                demands.kubernetesVersion().orElse(""),
                network,
                domain,
                new Found(OptionalInt.of(demands.nodes().orElse(0)), Optional.of(dns)),
                demands.verification(),
                demands.deadline(),
                aside);
    }

    private boolean apiServer(Pod pod) {
        return pod.namespace().equals("kube-system") && pod.name().equals("kube-apiserver-" + pod.node());
    }

    private boolean etcd(Pod pod) {
        return pod.namespace().equals("kube-system") && pod.name().equals("etcd-" + pod.node());
    }

    private static Dns dns(Snapshot.Objects objects) {
        List<Workload> deployments = objects.deployments().known().orElse(List.of());
        return DNS.stream()
                .filter(name -> deployments.stream()
                        .anyMatch(deployment -> deployment.name().equals(name)))
                .findFirst()
                .map(name -> new Dns(name, name.startsWith("rke2-") ? name : Dns.CORE_DNS.service()))
                .orElse(Dns.CORE_DNS);
    }
}
