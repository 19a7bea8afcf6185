package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import java.util.List;
import java.util.Set;

/// A check of what runs on every node, where some nodes are none: nothing of the system runs on those.
///
/// @param virtual their names
public record OfRealNodes(Check check, Set<String> virtual) implements Check {
    @Override
    public String id() {
        return check.id();
    }

    @Override
    public String title() {
        return check.title();
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        List<Node> nodes = snapshot.objects().nodes().known().orElse(List.of());
        return !nodes.isEmpty() && nodes.stream().allMatch(Node::virtual)
                ? new Answer.Beside("every node is virtual")
                : check.answer(snapshot.without(virtual));
    }
}
