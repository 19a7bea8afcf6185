package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodHealth;
import dev.kprov.verify.judge.PodNetwork;
import java.util.ArrayList;
import java.util.List;

/// The DaemonSets that connect pods.
final class NetworkPlugin implements Check {
    private final PodNetwork network;
    private final Inventory inventory;

    NetworkPlugin(PodNetwork network, Inventory inventory) {
        this.network = network;
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

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().daemonSets(),
                sets -> Check.judge(snapshot.objects().pods(), pods -> judge(snapshot, sets)));
    }

    private Answer judge(Snapshot snapshot, List<Workload> all) {
        List<Workload> sets = all.stream().filter(network::has).toList();
        List<Answer.Trouble> troubles = new ArrayList<>();
        if (network.named() && !sets.isEmpty()) {
            troubles.addAll(PodHealth.onEveryNode(sets, List.of(), inventory.hosts(), snapshot));
        } else {
            sets.forEach(set -> troubles.addAll(PodHealth.unsettled(set)));
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
