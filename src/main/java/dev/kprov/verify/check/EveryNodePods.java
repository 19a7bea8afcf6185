package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges a DaemonSet whose pods belong on every node.
final class EveryNodePods {
    private EveryNodePods() {}

    static List<Answer.Trouble> troubles(Workload set, List<Host> hosts, Snapshot snapshot) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<Pod> pods = snapshot.podsOwnedBy("DaemonSet/" + set.name()).stream()
                .filter(pod -> pod.namespace().equals(set.namespace()) && pod.wanted())
                .toList();
        for (Host host : hosts) {
            Optional<Pod> pod =
                    pods.stream().filter(p -> p.node().equals(host.name())).findFirst();
            if (pod.isEmpty()) {
                troubles.add(Answer.Trouble.yet(
                        host.name() + " has no pod of " + set.where(),
                        "see which taint keeps it away: kubectl -n " + set.namespace() + " describe daemonset "
                                + set.name() + "; kubectl describe node " + host.name()));
            }
            pod.flatMap(p -> PodHealth.trouble(p, snapshot.past())).ifPresent(troubles::add);
        }
        return troubles.isEmpty() ? unsettled(set) : troubles;
    }

    /// What the DaemonSet itself says; its numbers may lag behind its pods.
    static List<Answer.Trouble> unsettled(Workload set) {
        return set.settled()
                ? List.of()
                : List.of(Answer.Trouble.yet(
                        set.where() + ": " + set.numbers(),
                        "kubectl -n " + set.namespace() + " rollout status daemonset " + set.name()));
    }
}
