package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A node says Ready for up to a minute after its kubelet has died; its lease tells sooner.
final class NodesReady implements Check {
    private static final List<String> BAD =
            List.of("MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable");

    /// As long as a lease is good for. A kubelet's first attempt to make one usually comes before its node and fails,
    /// the next is 10 s later; that it has registered the node and called it Ready says as much.
    private static final Duration YOUNG = Duration.ofSeconds(40);

    private static final String RENEWED = "each lease renewed in time by the API server's clock";

    private final Inventory inventory;

    NodesReady(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public String id() {
        return "nodes-ready";
    }

    @Override
    public String title() {
        return "Every node is Ready and its kubelet reports";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().nodes(),
                nodes -> Check.judge(snapshot.objects().nodeLeases(), leases -> judge(snapshot, nodes, leases)));
    }

    private Answer judge(Snapshot snapshot, List<Node> nodes, List<Lease> leases) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<String> young = new ArrayList<>();
        boolean leaseless = leaseless(nodes, leases);
        for (Host host : inventory.hosts()) {
            Optional<Node> node =
                    nodes.stream().filter(n -> n.name().equals(host.name())).findFirst();
            if (node.isEmpty()) {
                troubles.add(Answer.Trouble.yet("node " + host.name() + " is missing", "see the check node-set"));
                continue;
            }
            trouble(node.get()).ifPresent(troubles::add);
            Optional<Lease> lease =
                    leases.stream().filter(l -> l.name().equals(host.name())).findFirst();
            if (lease.isEmpty() && node.get().created().plus(YOUNG).isAfter(snapshot.now())) {
                young.add(host.name());
            } else if (!leaseless && late(node.get(), lease, snapshot.now())) {
                troubles.add(stale(host.name(), lease));
            }
        }
        String reports = leaseless ? "no kubelet has a lease here, as in a virtual cluster" : RENEWED;
        return Answer.of(
                troubles,
                "each node Ready, with a lease renewed in time",
                inventory.hosts().size() + " nodes Ready, " + reports + (young.isEmpty() ? "" : toCome(young)));
    }

    private static String toCome(List<String> young) {
        return " (" + Names.shown(young) + " registered less than " + YOUNG.toSeconds()
                + " s ago, the first lease is to come)";
    }

    /// Of nodes that are played, not each has a lease.
    private static boolean late(Node node, Optional<Lease> lease, Instant now) {
        return lease.map(known -> !known.fresh(now)).orElse(!node.virtual());
    }

    /// Whether its nodes are those of another cluster, to which their kubelets report: so it is with vcluster. Where
    /// the control plane is on nodes, their kubelets report to it.
    private static boolean leaseless(List<Node> nodes, List<Lease> leases) {
        return leases.isEmpty()
                && nodes.stream().noneMatch(node -> node.labels().containsKey(Node.CONTROL_PLANE_LABEL));
    }

    private static Optional<Answer.Trouble> trouble(Node node) {
        String name = node.name();
        if (!node.is("Ready")) {
            Node.Condition ready = node.condition("Ready").orElse(new Node.Condition("Unknown", "NoStatus", ""));
            String remedy = ready.message().contains("cni")
                    ? "the network plugin has not set up the node: see the check network-plugin"
                    : "read what stops the kubelet: journalctl -u kubelet -e on " + name;
            return Optional.of(Answer.Trouble.yet(
                    "node " + name + " is not Ready (" + ready.reason() + ": " + ready.message() + ")", remedy));
        }
        List<String> bad = BAD.stream().filter(node::is).toList();
        return bad.isEmpty() ? Optional.empty() : Optional.of(pressed(node, bad));
    }

    private static Answer.Trouble pressed(Node node, List<String> bad) {
        String all = bad.stream()
                .map(type -> type
                        + node.condition(type)
                                .map(condition -> " (" + condition.message() + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return Answer.Trouble.yet(
                "node " + node.name() + " has " + all,
                bad.contains("NetworkUnavailable")
                        ? "see the check network-plugin"
                        : "free what is short on " + node.name() + "; kubectl describe node " + node.name());
    }

    private static Answer.Trouble stale(String node, Optional<Lease> lease) {
        String what = lease.flatMap(Lease::renewed)
                .map(at -> "the kubelet of " + node + " has been silent since " + at)
                .orElse("the kubelet of " + node + " has not reported yet");
        return Answer.Trouble.yet(what, "see whether it runs and reaches the API: systemctl status kubelet on " + node);
    }
}
