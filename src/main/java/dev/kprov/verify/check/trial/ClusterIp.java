package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;

/// Through what kube-proxy, or its replacement, has set up on the pod's node.
public final class ClusterIp implements Check {
    @Override
    public String id() {
        return "pod-service";
    }

    @Override
    public String title() {
        return "Pods reach a Service by its ClusterIP";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.everywhere(
                snapshot, Question.SERVICE, "the answer of the pod behind it", node -> remedy(snapshot.trials(), node));
    }

    /// Packets that stay on a bridge are not translated back unless the kernel is told to show them to the filter.
    private static String remedy(Trials trials, String node) {
        String logs = "see kube-proxy on " + node + ": kubectl -n kube-system logs -l k8s-app=kube-proxy --tail 50";
        return trials.server()
                        .filter(server -> server.pod().node().equals(node))
                        .isPresent()
                ? "the pod behind the Service is on " + node + " too: see whether"
                        + " net.bridge.bridge-nf-call-iptables is 1 there (module br_netfilter); else " + logs
                : logs;
    }
}
