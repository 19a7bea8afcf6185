package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;

/// Of more than 20 nodes each asks three, in a ring.
public final class PodToPod implements Check {
    @Override
    public String id() {
        return "pod-network";
    }

    @Override
    public String title() {
        return "Pods reach pods on every other node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.everywhere(
                snapshot,
                Question.PEERS,
                "the answer of each pod that is asked",
                node ->
                        "the node that all of these have in common is the one to look at: the network plugin's pod there, the route to its pods, and firewalls (VXLAN: UDP 8472 or 4789)");
    }
}
