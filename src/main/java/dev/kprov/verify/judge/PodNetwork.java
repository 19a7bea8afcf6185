package dev.kprov.verify.judge;

import dev.kprov.profile.Network.Plugin;
import dev.kprov.verify.cluster.Workload;
import java.util.Optional;
import java.util.Set;

/// Who connects the pods: DaemonSets of known names, each with a pod on every node. A plugin of the user's own is
/// known by its nature: it can only run in the network of its node, since there is no other yet.
///
/// @param names of its DaemonSets; empty where it is known by its nature
/// @param namespaces where its pods usually are
public record PodNetwork(Set<String> names, Set<String> namespaces) {
    /// DaemonSets of those that carry NetworkPolicies out, unless they are told not to. kindnet and the AWS VPC CNI
    /// do so only in some versions or settings.
    public static final Set<String> ENFORCING = Set.of(
            "calico-node",
            "canal",
            "rke2-canal",
            "cilium",
            "antrea-agent",
            "kube-router",
            "weave-net",
            "kube-ovn-cni",
            "anetd",
            "ovnkube-node",
            "kube-network-policies");

    /// Under any name.
    private static final PodNetwork ANY = new PodNetwork(Set.of(), Set.of());

    public PodNetwork {
        names = Set.copyOf(names);
        namespaces = Set.copyOf(namespaces);
    }

    /// That of a profile's plugin.
    public static Optional<PodNetwork> of(Plugin plugin) {
        return switch (plugin) {
            case FLANNEL ->
                Optional.of(new PodNetwork(Set.of("kube-flannel-ds", "kube-flannel"), Set.of("kube-flannel")));
            case CALICO ->
                Optional.of(new PodNetwork(Set.of("calico-node"), Set.of("calico-system", "tigera-operator")));
            case CILIUM -> Optional.of(new PodNetwork(Set.of("cilium"), Set.of()));
            case MANIFEST, DEFAULT -> Optional.of(ANY);
            case NONE -> Optional.empty();
        };
    }

    /// Whether its DaemonSets are told by their names.
    public boolean named() {
        return !names.isEmpty();
    }

    /// Whether a DaemonSet is the plugin's.
    public boolean has(Workload set) {
        return named()
                ? names.contains(set.name())
                : set.hostNetwork() && !set.where().equals("kube-system/kube-proxy");
    }
}
