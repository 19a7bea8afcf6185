package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodHealth;
import java.util.List;
import java.util.Optional;

/// Says only that kube-proxy runs. Whether it does its work shows when a Service is used.
final class KubeProxy implements Check {
    private static final String EXPECTED = "a ready pod of kube-system/kube-proxy on every node";

    private final Inventory inventory;

    KubeProxy(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public String id() {
        return "kube-proxy";
    }

    @Override
    public String title() {
        return "kube-proxy is ready on every node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().daemonSets(),
                sets -> Check.judge(snapshot.objects().pods(), pods -> judge(snapshot, sets)));
    }

    private Answer judge(Snapshot snapshot, List<Workload> sets) {
        Optional<Workload> set = sets.stream()
                .filter(s -> s.where().equals("kube-system/kube-proxy"))
                .findFirst();
        List<Pod> fixed = snapshot.objects().staticPods("kube-proxy");
        List<Answer.Trouble> troubles = set.isEmpty() && fixed.isEmpty()
                ? List.of(Answer.Trouble.yet(
                        "there is no DaemonSet kube-system/kube-proxy",
                        "install it again, on a cluster of kubeadm by kubeadm init phase addon kube-proxy on a"
                                + " control-plane host; or say in the profile that the network plugin replaces it"))
                : PodHealth.onEveryNode(set.stream().toList(), fixed, inventory.hosts(), snapshot);
        return Answer.of(troubles, EXPECTED, inventory.hosts().size() + " of its pods ready, one on every node");
    }
}
