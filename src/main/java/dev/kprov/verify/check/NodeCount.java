package dev.kprov.verify.check;

import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Names;
import java.util.List;

/// Where nobody knows the nodes' names beforehand, their number can still be wrong.
final class NodeCount implements Check {
    /// 0 for any number but none.
    private final int wanted;

    NodeCount(int wanted) {
        this.wanted = wanted;
    }

    @Override
    public String id() {
        return "node-set";
    }

    @Override
    public String title() {
        return wanted == 0 ? "There are nodes" : "There are as many nodes as expected";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().nodes(), this::judge);
    }

    private Answer judge(List<Node> nodes) {
        String names = Names.shown(nodes.stream().map(Node::name).sorted().toList());
        String found = nodes.isEmpty() ? "no node" : count(nodes.size()) + ": " + names;
        if (wanted == 0 ? !nodes.isEmpty() : nodes.size() == wanted) {
            return new Answer.Yes(wanted == 0 ? found : count(wanted) + ", as expected: " + names);
        }
        // One too many may be on its way out, as one that is missing may be on its way in.
        return new Answer.No(
                wanted == 0 ? "at least one node" : count(wanted),
                found,
                "see what the builder of the cluster says of its nodes, and run `kprov up` again; or correct the number"
                        + " of nodes in the profile, or --nodes",
                false);
    }

    private static String count(int nodes) {
        return nodes == 1 ? "1 node" : nodes + " nodes";
    }
}
