package dev.kprov.diagnose.cluster;

import static dev.kprov.diagnose.cluster.Texts.name;
import static dev.kprov.diagnose.cluster.Texts.or;
import static dev.kprov.diagnose.cluster.Texts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A node in one line, and what is wrong with it.
final class NodeText {
    private static final int[] WIDTHS = {24, 20, 14, 20, 12, 16, 24, 24, 22};
    private static final String ROLE = "node-role.kubernetes.io/";

    private NodeText() {}

    static String header() {
        return Texts.columns(
                WIDTHS,
                "NAME",
                "STATUS",
                "ROLES",
                "SINCE",
                "VERSION",
                "ADDRESS",
                "OS",
                "KERNEL",
                "RUNTIME",
                "TAINTS AND TROUBLE");
    }

    static String line(JsonNode node) {
        JsonNode about = node.path("status").path("nodeInfo");
        return Texts.columns(
                WIDTHS,
                name(node),
                status(node),
                roles(node),
                text(node, "metadata", "creationTimestamp"),
                text(about, "kubeletVersion"),
                address(node),
                text(about, "osImage"),
                text(about, "kernelVersion"),
                text(about, "containerRuntimeVersion"),
                remarks(node));
    }

    /// Empty when all is well.
    static List<String> troubles(JsonNode node) {
        List<String> troubles = new ArrayList<>();
        boolean said = false;
        for (JsonNode condition : node.path("status").path("conditions")) {
            boolean ready = text(condition, "type").equals("Ready");
            said |= ready;
            if (!text(condition, "status").equals(ready ? "True" : "False")) {
                troubles.add(text(condition, "type") + " is " + text(condition, "status") + " since "
                        + or(text(condition, "lastTransitionTime"), "its begin") + ", "
                        + or(text(condition, "message"), or(text(condition, "reason"), "without a reason")));
            }
        }
        if (!said) {
            troubles.add("its kubelet has never said whether it is Ready");
        }
        return troubles;
    }

    private static String status(JsonNode node) {
        String ready = Texts.list(node.path("status").path("conditions")).stream()
                .filter(condition -> text(condition, "type").equals("Ready"))
                .map(condition -> text(condition, "status"))
                .findFirst()
                .orElse("Unknown");
        String word = switch (ready) {
            case "True" -> "Ready";
            case "False" -> "NotReady";
            default -> "Unknown";
        };
        return word + (text(node, "spec", "unschedulable").equals("true") ? ",cordoned" : "");
    }

    private static String roles(JsonNode node) {
        return node.path("metadata").path("labels").properties().stream()
                .filter(label -> label.getKey().startsWith(ROLE))
                .map(label -> label.getKey().substring(ROLE.length()))
                .collect(Collectors.joining(","));
    }

    private static String address(JsonNode node) {
        return Texts.list(node.path("status").path("addresses")).stream()
                .filter(address -> text(address, "type").equals("InternalIP"))
                .map(address -> text(address, "address"))
                .collect(Collectors.joining(","));
    }

    private static String remarks(JsonNode node) {
        List<String> remarks = new ArrayList<>();
        node.path("spec")
                .path("taints")
                .forEach(taint -> remarks.add("taint " + text(taint, "key") + "=" + or(text(taint, "value"), "") + ":"
                        + text(taint, "effect")));
        remarks.addAll(troubles(node));
        return String.join("; ", remarks);
    }
}
