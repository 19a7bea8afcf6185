package dev.kprov.verify.check;

import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The cluster's DNS servers.
final class CoreDns implements Check {
    @Override
    public String id() {
        return "core-dns";
    }

    @Override
    public String title() {
        return "CoreDNS is ready";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().deployments(),
                deployments -> Check.judge(snapshot.objects().pods(), pods -> judge(snapshot, pods)));
    }

    private static Answer judge(Snapshot snapshot, List<Pod> pods) {
        Optional<Workload> deployment = snapshot.deployment("coredns");
        List<Answer.Trouble> troubles = new ArrayList<>();
        if (deployment.isEmpty()) {
            troubles.add(Answer.Trouble.yet(
                    "there is no Deployment kube-system/coredns",
                    "kubeadm init phase addon coredns on a control-plane host"));
        } else if (!deployment.get().settled()) {
            pods.stream()
                    .filter(pod -> pod.labelled("k8s-app", "kube-dns") && pod.wanted())
                    .forEach(pod -> PodHealth.trouble(pod, snapshot.past()).ifPresent(troubles::add));
            if (troubles.isEmpty()) {
                troubles.add(Answer.Trouble.yet(
                        "kube-system/coredns: " + deployment.get().numbers(),
                        "kubectl -n kube-system describe deployment coredns"));
            }
        }
        return Answer.of(
                troubles,
                "all replicas of kube-system/coredns available",
                deployment.map(Workload::numbers).orElse(""));
    }
}
