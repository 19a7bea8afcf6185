package dev.kprov.installer.minikube;

import dev.kprov.yaml.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What there is of a cluster, as `look.sh` prints it.
///
/// @param installed whether minikube is there at all
/// @param begun whether kprov began to make it
/// @param made what it was made from, once it was complete
/// @param nodes as `minikube status` tells of them; none where it cannot tell
/// @param authority SHA-256 of the certificate that its certificates are signed with
/// @param strangers containers of a minikube cluster of this name that kprov has not made
record MinikubeState(
        boolean installed,
        boolean begun,
        Optional<String> made,
        List<Node> nodes,
        Optional<String> authority,
        List<String> strangers) {
    MinikubeState {
        nodes = List.copyOf(nodes);
        strangers = List.copyOf(strangers);
    }

    /// A node in minikube's words, such as `Running`, `Stopped`, `Paused` or `Nonexistent`.
    record Node(String name, String host, String kubelet, String apiServer) {
        /// `Irrelevant` is the API server of a worker.
        boolean runs() {
            return host.equals("Running")
                    && kubelet.equals("Running")
                    && (apiServer.equals("Running") || apiServer.equals("Irrelevant"));
        }

        String words() {
            return "host " + host + ", kubelet " + kubelet + ", API server " + apiServer;
        }
    }

    static MinikubeState parse(String text) {
        boolean installed = true;
        boolean begun = false;
        Optional<String> made = Optional.empty();
        List<Node> nodes = List.of();
        Optional<String> authority = Optional.empty();
        List<String> strangers = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "missing" -> installed = false;
                case "begun" -> begun = true;
                case "made" -> made = Optional.of(decoded(words[1]));
                case "status" -> nodes = nodes(decoded(words[1]));
                case "authority" -> authority = Optional.of(words[1]);
                case "stranger" -> strangers.add(words[1]);
                default -> throw new IllegalArgumentException("look.sh printed: " + line);
            }
        }
        return new MinikubeState(installed, begun, made, nodes, authority, strangers);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /// One object of one node, a list of several; where there is no such cluster, events that are neither.
    private static List<Node> nodes(String json) {
        return JsonText.objects(json).stream()
                .filter(node -> node.containsKey("Host"))
                .map(node -> new Node(
                        JsonText.text(node, "Name"),
                        JsonText.text(node, "Host"),
                        JsonText.text(node, "Kubelet"),
                        JsonText.text(node, "APIServer")))
                .toList();
    }

    boolean absent() {
        return !begun && strangers.isEmpty();
    }

    /// Whether a run was cut off while it made the cluster, or failed.
    boolean unfinished() {
        return begun && made.isEmpty();
    }

    boolean complete() {
        return made.isPresent();
    }

    boolean runs() {
        return !nodes.isEmpty() && nodes.stream().allMatch(Node::runs);
    }

    boolean paused() {
        return nodes.stream()
                .anyMatch(node ->
                        node.host().equals("Running") && node.apiServer().equals("Paused"));
    }
}
