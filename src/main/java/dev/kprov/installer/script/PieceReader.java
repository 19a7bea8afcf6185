package dev.kprov.installer.script;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the steps of `up` and `down`.
///
/// @param here whether they run on the controller
record PieceReader(boolean here) {
    private static final Shape NAME = new Shape(
            "a name for a step",
            Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*"),
            40,
            "it is of a-z, 0-9 and hyphens, and begins with a letter",
            "write a name such as install-server");
    private static final Set<String> OWN =
            Set.of("note-begin", "forget", "make-kubeconfig", "fetch-kubeconfig", "collect-logs");
    private static final Map<String, Boolean> ONE_BY_ONE = Map.of("together", false, "one-by-one", true);

    List<Piece> read(Block block, String key) {
        List<Piece> pieces = new ArrayList<>();
        Set<String> names = new HashSet<>(OWN);
        for (Value value : block.list(key)) {
            value.block().map(this::piece).ifPresent(piece -> {
                if (!piece.name().isEmpty() && !names.add(piece.name())) {
                    value.refuse(
                            value.path() + " is called as another step",
                            "steps are told apart by their names, and kprov has some of its own: "
                                    + String.join(", ", OWN.stream().sorted().toList()),
                            "choose another name");
                }
                pieces.add(piece);
            });
        }
        return pieces;
    }

    private Piece piece(Block block) {
        String name = block.require("name", "steps are told apart by it", "add name: install-server")
                .flatMap(value -> value.text(NAME))
                .orElse("");
        String title = block.get("title").flatMap(Value::text).orElse(words(name));
        Piece.Where on = on(block);
        boolean oneByOne =
                block.get("order").flatMap(value -> value.choice(ONE_BY_ONE)).orElse(false);
        List<String> changes = block.list("changes").stream()
                .flatMap(value -> value.text().stream())
                .toList();
        Piece piece = new Piece(
                name,
                title,
                on,
                oneByOne,
                block.get("timeout").flatMap(Value::duration),
                block.get("unless").flatMap(Value::text),
                code(block),
                captures(block, on),
                changes.isEmpty() ? List.of(title) : changes);
        block.end();
        return piece;
    }

    private static String words(String name) {
        String words = name.replace('-', ' ');
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private Piece.Where on(Block block) {
        if (here && block.has("on")) {
            block.get("on")
                    .ifPresent(value -> value.refuse(
                            value.path() + " names hosts, and there are none",
                            "with runs: controller, steps run on this machine",
                            "remove it, or write runs: hosts"));
            return Piece.Where.ALL;
        }
        return block.get("on")
                .flatMap(value -> value.choice(Piece.Where.words()))
                .orElse(Piece.Where.ALL);
    }

    private static Piece.Code code(Block block) {
        Optional<String> run = block.get("run").flatMap(Value::text);
        Optional<String> file = block.get("file").flatMap(Value::file);
        if (block.has("run") == block.has("file")) {
            block.refuse(
                    block.path() + " needs either run or file",
                    "a step is Bash, in the profile or in a file beside it",
                    "write run: |, and the commands below it");
        }
        return run.<Piece.Code>map(Piece.Code.Inline::new).orElseGet(() -> new Piece.Code.InFile(file.orElse("")));
    }

    private List<String> captures(Block block, Piece.Where on) {
        List<String> names = block.list("captures").stream()
                .flatMap(value -> value.text(ScriptBlock.VARIABLE).stream())
                .toList();
        if (!names.isEmpty() && !here && !on.one()) {
            block.refuse(
                    block.path() + " captures on several hosts",
                    "each would give another value, and later steps get only one",
                    "write on: first-control-plane");
        }
        if (!names.isEmpty() && block.has("unless")) {
            block.refuse(
                    block.path() + " has both captures and unless",
                    "a step that is not run captures nothing, and later steps would lack it",
                    "remove unless: capture what is there already, too");
        }
        return names;
    }
}
