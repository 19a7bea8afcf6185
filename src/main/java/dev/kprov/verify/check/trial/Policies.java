package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodNetwork;
import java.util.List;

/// Where something is installed that carries NetworkPolicies out: without it they are kept and have no effect.
public final class Policies implements Check {
    @Override
    public String id() {
        return "network-policy";
    }

    @Override
    public String title() {
        return "A NetworkPolicy closes a pod";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().daemonSets(), sets -> judge(snapshot, sets));
    }

    private static Answer judge(Snapshot snapshot, List<Workload> sets) {
        return sets.stream().anyMatch(set -> PodNetwork.ENFORCING.contains(set.name()))
                ? Asked.everywhere(
                        snapshot,
                        Question.POLICY,
                        "no answer from a pod whose NetworkPolicy lets nobody in",
                        node -> "what carries policies out does not work on " + node
                                + " or where the pod is: see its pods' logs")
                : new Answer.Beside(
                        "no DaemonSet has the name of something that carries NetworkPolicies out: they would"
                                + " have no effect");
    }
}
