package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/// A check of what runs on every node, where it runs on some of them not, or nobody can tell.
///
/// @param nodes those
public record ExceptOn(Check check, List<Node> nodes) implements Around {
    public ExceptOn {
        nodes = List.copyOf(nodes);
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        Answer answer =
                check.answer(snapshot.without(nodes.stream().map(Node::name).collect(Collectors.toSet())));
        return answer instanceof Answer.Yes(String evidence)
                ? new Answer.Yes(evidence + ", except on "
                        + Names.shown(nodes.stream()
                                .map(node -> node.name() + " (" + node.apart().orElse("") + ")")
                                .toList()))
                : answer;
    }
}
