package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// No host may be missing, and no stranger may be there.
final class NodeSet implements Check {
    private final Inventory inventory;
    private final Set<String> others;

    /// @param others nodes that may be there as well
    NodeSet(Inventory inventory, Set<String> others) {
        this.inventory = inventory;
        this.others = Set.copyOf(others);
    }

    @Override
    public String id() {
        return "node-set";
    }

    @Override
    public String title() {
        return "The nodes are the hosts of the inventory";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().nodes(), this::judge);
    }

    private Answer judge(List<Node> nodes) {
        Set<String> wanted = inventory.hosts().stream().map(Host::name).collect(Collectors.toSet());
        Set<String> found = nodes.stream().map(Node::name).collect(Collectors.toSet());
        List<Answer.Trouble> troubles = new ArrayList<>();
        for (Host host : inventory.hosts()) {
            if (!found.contains(host.name())) {
                troubles.add(Answer.Trouble.yet(
                        "node " + host.name() + " is missing",
                        "see why its kubelet does not register: journalctl -u kubelet on " + host.name()
                                + "; then run `kprov up` again"));
            }
        }
        for (Node node : nodes) {
            if (!wanted.contains(node.name()) && !others.contains(node.name())) {
                troubles.add(Answer.Trouble.forGood(
                        "node " + node.name() + " is in no inventory",
                        "add it to the inventory; or tell that it belongs there (--other-nodes " + node.name()
                                + ", or verification.otherNodes); or remove it: kubectl drain " + node.name()
                                + " --ignore-daemonsets && kubectl delete node " + node.name()));
            }
        }
        String all = Names.shown(wanted.stream().sorted().toList());
        return Answer.of(troubles, "the nodes " + all, wanted.size() + " nodes: " + all + leftOut() + others(found));
    }

    private String others(Set<String> found) {
        List<String> there = others.stream().filter(found::contains).sorted().toList();
        return there.isEmpty() ? "" : "; beside them, as expected: " + Names.shown(there);
    }

    private String leftOut() {
        return inventory.leftOut().isEmpty()
                ? ""
                : "; left out: "
                        + String.join(
                                ", ", inventory.leftOut().stream().sorted().toList());
    }
}
