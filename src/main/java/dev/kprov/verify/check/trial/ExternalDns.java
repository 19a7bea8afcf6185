package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;

/// Made only where such a name is given.
public final class ExternalDns implements Check {
    @Override
    public String id() {
        return "external-dns";
    }

    @Override
    public String title() {
        return "Pods find names from outside of the cluster";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.everywhere(
                snapshot,
                Question.EXTERNAL_DNS,
                "an address of the name that the profile or --external-name gives",
                node ->
                        "see where CoreDNS forwards to: kubectl -n kube-system get configmap coredns -o yaml; and whether the resolvers of its nodes answer");
    }
}
