package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;

/// Controllers and operators live by it.
public final class PodApi implements Check {
    @Override
    public String id() {
        return "pod-api";
    }

    @Override
    public String title() {
        return "Pods reach the API server";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.everywhere(
                snapshot,
                Question.API,
                "an answer at the ClusterIP of default/kubernetes",
                node -> "see kube-proxy on " + node + ", and whether the node itself reaches the API server");
    }
}
