package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.check.Expected;
import dev.kprov.verify.check.Sample;
import dev.kprov.verify.cluster.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoundNodesTest {
    private static final Inventory GIVEN = Sample.inventory();
    private static final Part<List<Node>> NODES = new Part.Known<>(List.of(
            node("a", "10.0.0.1", Map.of(Node.CONTROL_PLANE_LABEL, "")), node("b", "", Map.of("disk", "fast"))));

    @Test
    void hosts_are_made_of_the_nodes() {
        Inventory inventory = FoundNodes.inventory(GIVEN, new Expected().withFoundNodes(0), NODES);

        assertThat(inventory.cluster()).isEqualTo("demo");
        assertThat(inventory.hosts())
                .extracting(Host::name, Host::internalAddress, Host::roles, Host::access)
                .containsExactly(
                        tuple("a", "10.0.0.1", Set.of(Role.CONTROL_PLANE), new Access.ApiOnly()),
                        tuple("b", "b", Set.of(Role.WORKER), new Access.ApiOnly()));
    }

    @Test
    void nobody_is_there_while_nodes_cannot_be_seen() {
        Part<List<Node>> unseen = new Part.Missing<>("no answer", Part.Cause.SILENT);

        assertThat(FoundNodes.inventory(GIVEN, new Expected().withFoundNodes(0), unseen)
                        .hosts())
                .isEmpty();
    }

    @Test
    void an_inventory_that_says_who_the_nodes_are_to_be_stays() {
        assertThat(FoundNodes.inventory(GIVEN, Settings.NONE, NODES)).isSameAs(GIVEN);
    }

    private static Node node(String name, String address, Map<String, String> labels) {
        return new Node(name, "v1.36.4", address, Sample.EARLIER, false, labels, List.of(), Map.of());
    }
}
