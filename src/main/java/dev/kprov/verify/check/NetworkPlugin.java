package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The plugin's DaemonSet, by its name. A plugin of the user's own is known by its nature: it can only run in the
/// network of its node, since there is no other yet.
public final class NetworkPlugin implements Check {
    private final Plugin plugin;
    private final Inventory inventory;

    NetworkPlugin(Plugin plugin, Inventory inventory) {
        this.plugin = plugin;
        this.inventory = inventory;
    }

    @Override
    public String id() {
        return "network-plugin";
    }

    @Override
    public String title() {
        return "The network plugin is ready on every node";
    }

    /// Whether a DaemonSet is the plugin's.
    public static boolean of(Plugin plugin, Workload set) {
        return switch (plugin) {
            case FLANNEL -> Set.of("kube-flannel-ds", "kube-flannel").contains(set.name());
            case CALICO -> set.name().equals("calico-node");
            case CILIUM -> set.name().equals("cilium");
            case MANIFEST, DEFAULT -> set.hostNetwork() && !set.where().equals("kube-system/kube-proxy");
            case NONE -> false;
        };
    }

    /// The namespaces where a plugin's pods usually are.
    public static Set<String> namespaces(Plugin plugin) {
        return switch (plugin) {
            case FLANNEL -> Set.of("kube-flannel");
            case CALICO -> Set.of("calico-system", "tigera-operator");
            case CILIUM, MANIFEST, DEFAULT, NONE -> Set.of();
        };
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().daemonSets(),
                sets -> Check.judge(snapshot.objects().pods(), pods -> judge(snapshot, sets)));
    }

    private Answer judge(Snapshot snapshot, List<Workload> all) {
        List<Workload> sets = all.stream().filter(set -> of(plugin, set)).toList();
        List<Answer.Trouble> troubles = new ArrayList<>();
        for (Workload set : sets) {
            troubles.addAll(
                    plugin == Plugin.MANIFEST || plugin == Plugin.DEFAULT
                            ? PodHealth.unsettled(set)
                            : PodHealth.onEveryNode(set, inventory.hosts(), snapshot));
        }
        if (sets.isEmpty()) {
            troubles.add(Answer.Trouble.yet(
                    "there is no DaemonSet of the network plugin",
                    "apply its manifest again: kprov up; or correct network.plugin in the profile"));
        }
        String names = String.join(", ", sets.stream().map(Workload::where).toList());
        return Answer.of(
                troubles,
                "the network plugin's pods ready on every node",
                names + " ready on " + inventory.hosts().size() + " nodes");
    }
}
