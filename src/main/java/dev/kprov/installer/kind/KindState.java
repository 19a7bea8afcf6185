package dev.kprov.installer.kind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What there is of a cluster on this machine, as `look.sh` prints it.
///
/// @param nodes its containers, whether they run or not
/// @param marked whether kprov began to make it
/// @param made what it was made from, once it was complete
/// @param taken ports of this machine that the profile wants and something else listens on
record KindState(List<Node> nodes, boolean marked, Optional<String> made, List<String> taken) {
    /// Where in its first control plane a cluster keeps what it was made from; kind's own files are beside it.
    static final String MADE = "/kind/kprov.yaml";

    KindState {
        nodes = List.copyOf(nodes);
        taken = List.copyOf(taken);
    }

    /// @param state as the engine words it, e.g. `running`
    record Node(String name, String state) {
        boolean runs() {
            return state.equals("running");
        }
    }

    static KindState parse(String text) {
        List<Node> nodes = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        boolean marked = false;
        Optional<String> made = Optional.empty();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "node" -> nodes.add(new Node(words[1], words[2]));
                case "marked" -> marked = true;
                case "made" ->
                    made = Optional.of(new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8));
                case "taken" -> taken.add(words[1]);
                default -> throw new IllegalArgumentException("look.sh printed: " + line);
            }
        }
        return new KindState(nodes, marked, made, taken);
    }

    boolean absent() {
        return nodes.isEmpty();
    }

    /// Whether kprov made it, or at least began to.
    boolean ours() {
        return marked || made.isPresent();
    }

    boolean complete() {
        return made.isPresent();
    }

    boolean runs() {
        return nodes.stream().allMatch(Node::runs);
    }
}
