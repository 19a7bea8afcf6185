package dev.kprov.verify;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The inventory of a cluster whose nodes nobody knew before they were there.
final class FoundNodes {
    private FoundNodes() {}

    /// The given one where it says who the nodes are to be; else one that is made of what the API knows.
    static Inventory inventory(Inventory given, Settings settings, Part<List<Node>> nodes) {
        return settings.foundNodes().isEmpty()
                ? given
                : new Inventory(
                        given.cluster(),
                        nodes.known().orElse(List.of()).stream()
                                .map(FoundNodes::host)
                                .toList());
    }

    /// Those on which what the system has on every node is not. Played ones are what there is in a cluster of nothing
    /// else.
    static List<Node> apart(List<Node> nodes) {
        return nodes.stream().allMatch(Node::virtual)
                ? List.of()
                : nodes.stream().filter(node -> node.apart().isPresent()).toList();
    }

    private static Host host(Node node) {
        String address = node.address().isEmpty() ? node.name() : node.address();
        boolean controlPlane = node.labels().containsKey(Node.CONTROL_PLANE_LABEL);
        return new Host(
                node.name(),
                address,
                address,
                Set.of(controlPlane ? Role.CONTROL_PLANE : Role.WORKER),
                Map.of(),
                List.of(),
                new Access.ApiOnly(),
                Become.NONE);
    }
}
