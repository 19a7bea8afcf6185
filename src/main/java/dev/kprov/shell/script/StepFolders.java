package dev.kprov.shell.script;

import dev.kprov.shell.Command;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a host keeps its detached steps, and the commands that have to do with them.
///
/// @param kept the folder of what steps print; it outlives a restart of the host
/// @param hidden the folder of scripts and their secrets, in memory only
record StepFolders(String kept, String hidden) {
    static final StepFolders OF_A_HOST = new StepFolders("/var/lib/kprov/steps", "/run/kprov");

    /// What makes a script run detached, and what another run must not show of it; both lie in the archive beside it.
    static Map<String, String> beside(Mask mask) {
        Base64.Encoder base64 = Base64.getEncoder();
        String hidden = mask.secrets().stream()
                .map(secret -> base64.encodeToString(secret.getBytes(StandardCharsets.UTF_8)) + "\n")
                .collect(Collectors.joining());
        return Map.of("wrapper", resource("steps") + resource("session") + resource("wrapper"), "hidden", hidden);
    }

    String of(String key) {
        return kept + "/" + key;
    }

    /// Starts the step, unless that was done before, and reads along.
    Command launch(StepLabel label, String script, byte[] archive, Following from) {
        List<String> arguments = new ArrayList<>(from.next());
        arguments.addAll(List.of(String.valueOf(archive.length), script));
        arguments.addAll(List.of(label.cluster(), label.step(), label.title().replace('\n', ' ')));
        return command(label.key(), resource("launch") + resource("attach"), arguments)
                .stdin(archive);
    }

    /// Reads along; never starts anything.
    Command attach(String key, Following from) {
        return attach(key, from.next());
    }

    /// The same for a step of another run, whose secrets are told first; without them, no line of it may be shown.
    Command adopt(String key, Following from) {
        return attach(
                key, Stream.concat(from.next().stream(), Stream.of("adopt")).toList());
    }

    private Command attach(String key, List<String> arguments) {
        // With something to read its input stays its own, also behind sudo.
        return command(key, resource("attach"), arguments).stdin("\n".getBytes(StandardCharsets.US_ASCII));
    }

    Command stop(String key, boolean forget) {
        return command(key, resource("stop"), List.of(forget ? "forget" : "keep"));
    }

    Command forget(String key) {
        return command(key, "forget\nexit 0\n", List.of());
    }

    private Command command(String key, String text, List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("bash", "-c", resource("steps") + text, "kprov"));
        argv.addAll(List.of(key, kept, hidden));
        argv.addAll(arguments);
        return new Command(argv, new byte[0], true);
    }

    private static String resource(String name) {
        return ScriptArchive.resource(name + ".bash");
    }
}
