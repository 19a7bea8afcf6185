package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;

/// A pod's resolver is made by the kubelet, and what it asks goes through a Service.
public final class PodDns implements Check {
    @Override
    public String id() {
        return "pod-dns";
    }

    @Override
    public String title() {
        return "Pods find the API's name in the cluster's DNS";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.everywhere(
                snapshot,
                Question.DNS,
                "the address of the Service default/kubernetes",
                node -> "see what resolver pods on " + node
                        + " get (clusterDNS of its kubelet), and the checks core-dns and pod-service");
    }
}
