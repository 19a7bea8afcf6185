package dev.kprov.yaml;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A file of kprov, read strictly: one YAML document, a mapping, of a known version.
public final class YamlFile {
    public static final String API_VERSION = "kprov/v1";

    /// A path longer than this is a hostile file's; its values are found by their parents' places.
    private static final int LONGEST_PATH = 1000;

    /// Some three thousand hosts with everything that can be said of them.
    private static final int MOST_VALUES = 50_000;

    private final Reading reading;
    private final Block root;

    private YamlFile(Reading reading, Block root) {
        this.reading = reading;
        this.root = root;
    }

    /// @param kind what the file is, in a problem's words, e.g. `inventory`
    /// @param model where a right one can be seen, e.g. `inventory.example.yaml`
    public static YamlFile open(Path path, String kind, String model) {
        FileText text = FileText.read(path, kind, model);
        Path folder = path.toAbsolutePath().normalize().getParent();
        Reading reading = new Reading(path.toString(), folder == null ? path.toAbsolutePath() : folder);
        Node.Mapping mapping = onlyMapping(TreeReader.read(text.content(), reading, MOST_VALUES), reading, kind, model);
        Block root = new Block(mapping, "", reading);
        checkVersion(root, reading);
        return new YamlFile(reading, root);
    }

    /// The text of a file as it is written, which need not be valid.
    public static String text(Path path, String kind, String model) {
        return FileText.read(path, kind, model).content();
    }

    public Block root() {
        return root;
    }

    /// Throws a `KprovException` with every problem found so far, in the order of the file.
    public void throwIfAny() {
        reading.throwIfAny();
    }

    public Source source() {
        Map<String, String> positions = new HashMap<>();
        collect(root.node(), "", positions);
        return new Source(reading.file(), positions);
    }

    private static Node.Mapping onlyMapping(List<Node> documents, Reading reading, String kind, String model) {
        Problem problem;
        boolean nothing = documents.stream().allMatch(node -> new Value(node, "", reading).isNothing());
        if (documents.size() <= 1 && nothing) {
            problem = Problem.invalid(
                    reading.file(), "this " + kind + " is empty", "nothing but comments is in it", "see " + model);
        } else if (documents.size() > 1) {
            problem = Problem.invalid(
                    reading.file() + ":" + documents.get(1).position(),
                    "this " + kind + " holds more than one YAML document",
                    "only one can be meant, and here the second one starts",
                    "remove the line --- and what does not belong, or split the file");
        } else if (documents.getFirst() instanceof Node.Mapping mapping) {
            return mapping;
        } else {
            Node node = documents.getFirst();
            problem = Problem.invalid(
                    reading.file() + ":" + node.position(),
                    "this " + kind + " is " + node.description() + ", not a mapping",
                    "its first level must be keys such as apiVersion:",
                    "see " + model);
        }
        throw new KprovException(problem);
    }

    /// Of another version nothing else can be judged, so this problem comes alone.
    private static void checkVersion(Block root, Reading reading) {
        root.require("apiVersion", "it tells which rules the file follows", "add the line apiVersion: " + API_VERSION)
                .ifPresent(version -> {
                    if (!version.isText(API_VERSION)) {
                        version.refuse(
                                "apiVersion " + version.quoted() + " is not known",
                                "this kprov reads " + API_VERSION + " only",
                                "write apiVersion: " + API_VERSION + ", or use the kprov that knows this version");
                        reading.throwIfAny();
                    }
                });
    }

    private static void collect(Node node, String path, Map<String, String> positions) {
        if (path.length() > LONGEST_PATH) {
            return;
        }
        if (!path.isEmpty()) {
            positions.put(path, node.position().toString());
        }
        switch (node) {
            case Node.Mapping mapping ->
                mapping.entries().forEach(entry -> collect(entry.value(), Block.join(path, entry.key()), positions));
            case Node.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    collect(sequence.items().get(i), path + "[" + i + "]", positions);
                }
            }
            case Node.Scalar scalar -> {
                // its place is noted above
            }
        }
    }
}
