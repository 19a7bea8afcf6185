package dev.kprov.cli.answer;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.problem.ExitCode;
import dev.kprov.verify.ClusterStatus;
import dev.kprov.verify.ClusterStatus.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a cluster says of itself, held against its inventory.
public record StatusAnswer(Inventory inventory, ClusterStatus status) {
    public ExitCode exitCode() {
        boolean all = status.ready()
                && status.nodes().isPresent()
                && missing().isEmpty()
                && nodes().stream().allMatch(NodeStatus::ready);
        return all ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NODE", "STATUS", "ROLES", "VERSION", "ADDRESS", "AGE"));
        nodes().forEach(node -> rows.add(
                List.of(node.name(), word(node), roles(node), node.version(), node.address(), age(node.age()))));
        missing().forEach(host -> rows.add(List.of(host, "missing", "-", "-", "-", "-")));
        unknown().forEach(host -> rows.add(List.of(host, "unknown", "-", "-", "-", "-")));
        String server = status.server() + ": ";
        // what went wrong on the way often names the server itself
        String api = status.api().startsWith(server) ? status.api() : server + status.api();
        return "cluster " + inventory.cluster() + " at " + api + "\n\n" + Table.of(rows);
    }

    public Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cluster", inventory.cluster());
        map.put("server", status.server());
        map.put("ready", status.ready());
        map.put("api", status.api());
        map.put("nodes", nodes().stream().map(StatusAnswer::map).toList());
        map.put("missing", missing());
        map.put("unknown", unknown());
        return map;
    }

    private static Map<String, Object> map(NodeStatus node) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", node.name());
        map.put("ready", node.ready());
        map.put("roles", node.roles());
        map.put("version", node.version());
        map.put("address", node.address());
        map.put("ageSeconds", node.age().toSeconds());
        return map;
    }

    private List<NodeStatus> nodes() {
        return status.nodes().orElse(List.of());
    }

    /// Hosts of the inventory that are no nodes.
    private List<String> missing() {
        List<String> nodes = nodes().stream().map(NodeStatus::name).toList();
        return status.nodes().isEmpty()
                ? List.of()
                : hosts().filter(host -> !nodes.contains(host)).toList();
    }

    /// Hosts of which nothing could be asked.
    private List<String> unknown() {
        return status.nodes().isEmpty() ? hosts().toList() : List.of();
    }

    private Stream<String> hosts() {
        return inventory.hosts().stream().map(Host::name);
    }

    private static String word(NodeStatus node) {
        return node.ready() ? "Ready" : "NotReady";
    }

    private static String roles(NodeStatus node) {
        return node.roles().isEmpty() ? "worker" : String.join(",", node.roles());
    }

    /// In its largest unit, as kubectl writes it.
    static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }
}
