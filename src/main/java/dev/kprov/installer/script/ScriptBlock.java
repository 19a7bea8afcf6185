package dev.kprov.installer.script;

import dev.kprov.installer.Expected;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Tool;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Reads the block `script`.
final class ScriptBlock {
    static final Shape VARIABLE = new Shape(
            "a name for a variable",
            Pattern.compile("(?!KPROV_|(?:BASH_ENV|ENV|KUBECONFIG)$)[A-Z][A-Z0-9_]*"),
            80,
            "it is of A-Z, 0-9 and _, begins with a letter, and is none of kprov's own, such as KPROV_…",
            "write a name such as K3S_CHANNEL");
    private static final Shape FILE = new Shape(
            "a name for a file",
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*"),
            80,
            "scripts find it by its name without folders, of letters, digits, dot, _ and -",
            "rename the file");
    private static final Shape VERSION = new Shape(
            "a version",
            Pattern.compile("[0-9]+(?:\\.[0-9]+){0,3}"),
            30,
            "it is numbers with dots between them",
            "write 0.200, in quotes");
    private static final Map<String, Boolean> HERE = Map.of("controller", true, "hosts", false);

    private ScriptBlock() {}

    static ScriptSettings read(Optional<Block> written) {
        return written.map(ScriptBlock::read).orElse(ScriptSettings.EMPTY);
    }

    private static ScriptSettings read(Block block) {
        boolean here = block.require("runs", "it says where scripts run", "add runs: hosts, or runs: controller")
                .flatMap(value -> value.choice(HERE))
                .orElse(false);
        PieceReader pieces = new PieceReader(here);
        ScriptSettings settings = new ScriptSettings(
                here,
                tools(block, here),
                environment(block),
                secrets(block),
                files(block),
                block.get("status").flatMap(Value::text),
                pieces.read(block, "up"),
                pieces.read(block, "down"),
                kubeconfig(block, here),
                block.get("logs").flatMap(Value::text),
                Expected.read(block.block("expect"), here, Expected.USUAL));
        block.end();
        return settings;
    }

    private static List<Tool> tools(Block block, boolean here) {
        List<Value> written = block.list("tools");
        if (!here && !written.isEmpty()) {
            block.get("tools")
                    .ifPresent(value -> value.refuse(
                            value.path() + " are programs of this machine, and nothing runs here",
                            "with runs: hosts, scripts run on the hosts of the inventory",
                            "look for them in a step, which can say what is missing and fail"));
        }
        return written.stream()
                .flatMap(value -> value.block().flatMap(ScriptBlock::tool).stream())
                .toList();
    }

    private static Optional<Tool> tool(Block block) {
        Optional<String> name =
                block.require("name", "it is the program's", "add name: eksctl").flatMap(value -> value.text(FILE));
        List<String> command = block.list("version").stream()
                .flatMap(value -> value.text().stream())
                .toList();
        if (command.isEmpty()) {
            block.require("version", "it is the command that prints the version", "add version: [eksctl, version]");
        }
        String minimum =
                block.get("minimum").flatMap(value -> value.text(VERSION)).orElse("0");
        String install = block.get("install").flatMap(Value::text).orElse("see its documentation");
        block.end();
        return name.filter(program -> !command.isEmpty())
                .map(program -> new Tool(
                        program,
                        "installer: script",
                        "",
                        command,
                        minimum,
                        install,
                        "see what " + String.join(" ", command) + " says"));
    }

    private static SequencedMap<String, String> environment(Block block) {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        Optional<Block> written = block.block("environment");
        Map<String, Object> plain = written.map(Block::plain).orElse(Map.of());
        written.map(Block::entries).orElse(Map.of()).forEach((name, value) -> {
            if (named(name, value)) {
                if (value.isBlock() || plain.get(name) instanceof List<?>) {
                    value.refuse(value.path() + " must be a text", "a variable holds nothing else", "write a text");
                } else {
                    variables.put(name, String.valueOf(plain.get(name)));
                }
            }
        });
        return variables;
    }

    private static SequencedMap<String, SecretRef> secrets(Block block) {
        SequencedMap<String, SecretRef> secrets = new LinkedHashMap<>();
        block.block("secrets").map(Block::entries).orElse(Map.of()).forEach((name, value) -> {
            if (named(name, value)) {
                SecretRef.read(value).ifPresent(secret -> secrets.put(name, secret));
            }
        });
        return secrets;
    }

    private static boolean named(String name, Value value) {
        if (!VARIABLE.fits(name)) {
            value.refuse(value.path() + " is not " + VARIABLE.name(), VARIABLE.rule(), VARIABLE.remedy());
            return false;
        }
        return true;
    }

    private static SequencedMap<String, String> files(Block block) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        for (Value value : block.list("files")) {
            value.file().ifPresent(path -> {
                String name = String.valueOf(Path.of(path).getFileName());
                if (!FILE.fits(name) || ScriptMaker.OWN_FILES.contains(name)) {
                    value.refuse(value.path() + " is not " + FILE.name(), FILE.rule(), FILE.remedy());
                } else if (files.putIfAbsent(name, path) != null) {
                    value.refuse(
                            value.path() + " has the name of another file",
                            "scripts find both as $KPROV_FILES/" + name,
                            "rename one of them");
                }
            });
        }
        return files;
    }

    private static Optional<ScriptSettings.Source> kubeconfig(Block block, boolean here) {
        if (!here) {
            block.require(
                    "kubeconfig",
                    "without it nobody can ask the cluster whether it works",
                    "add kubeconfig: {file: /etc/kubernetes/admin.conf}, or {command: …} that prints it");
        }
        return block.block("kubeconfig").flatMap(ScriptBlock::source);
    }

    private static Optional<ScriptSettings.Source> source(Block block) {
        Optional<String> file = block.get("file").flatMap(Value::text);
        Optional<String> command = block.get("command").flatMap(Value::text);
        if (block.has("file") == block.has("command")) {
            block.refuse(
                    block.path() + " needs either file or command",
                    "it is a path, or Bash that prints it",
                    "write {file: /etc/kubernetes/admin.conf}");
        }
        block.end();
        return file.<ScriptSettings.Source>map(ScriptSettings.Source.InFile::new)
                .or(() -> command.map(ScriptSettings.Source.ByCommand::new));
    }
}
