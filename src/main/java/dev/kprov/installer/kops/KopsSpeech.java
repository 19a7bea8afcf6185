package dev.kprov.installer.kops;

import dev.kprov.shell.Speech;
import dev.kprov.yaml.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands what kops says while it works, and what it finds when it looks at a cluster: an object of JSON for
/// each look, with nodes and with failures.
final class KopsSpeech implements Speech {
    /// Before what kops misses, one a line.
    static final String MISSING = "kops misses: ";
    /// Before the sum of a look.
    static final String FOUND = "kops found: ";

    private static final int NAMED = 2;
    private static final List<Clue> CLUES = List.of(
            new Clue(".*Tasks: (\\d+) done / (\\d+) total.*", "$1 of $2 tasks are done"),
            new Clue(
                    ".*No progress made, sleeping before retrying (\\d+) task.*",
                    "$1 tasks that could not be done yet"),
            new Clue("\\s*(\\S+)\\s+still has dependencies, will retry\\s*", "what depends on $1"),
            new Clue(".*\\(will retry\\): (?!cluster not yet healthy$)(.*)", "$1"),
            new Clue(
                    "(Updating (?:control plane|node) configuration|Waiting for the kubernetes API to be served"
                            + "|Performing rolling-update for .*|Pruning old resources .*)",
                    "$1"),
            new Clue(
                    ".*(?:Stopping|Detaching) instance \"[^\"]*\", node \"([^\"]*)\", in group \"([^\"]*)\".*",
                    "group $2: $1 is made anew"),
            new Clue(
                    ".*(?:Stopping|Detaching) instance \"([^\"]*)\", in group \"([^\"]*)\".*",
                    "group $2: $1 is made anew"),
            new Clue(".*Draining the node: \"([^\"]*)\".*", "the pods of $1 leave"),
            new Clue(".*Cluster did not (?:pass validation|validate), will retry in \"[^\"]*\": (.*?)\\.?", "$1"));

    private List<String> last = List.of();

    @Override
    public Said hear(String line) {
        if (line.startsWith("{")) {
            Optional<Said> said = JsonText.objects(line).stream()
                    .filter(object -> object.containsKey("nodes") || object.containsKey("failures"))
                    .findFirst()
                    .map(this::validation);
            if (said.isPresent()) {
                return said.get();
            }
        }
        return CLUES.stream()
                .flatMap(clue -> clue.what(line).stream())
                .findFirst()
                .map(what -> waiting(line, what))
                .orElseGet(() -> PLAIN.hear(line));
    }

    /// How a line tells what kops is at.
    ///
    /// @param what with `$1` for what the first group of the pattern matched
    private record Clue(Pattern pattern, String what) {
        Clue(String pattern, String what) {
            this(Pattern.compile("^(?:" + pattern + ")$"), what);
        }

        Optional<String> what(String line) {
            Matcher matcher = pattern.matcher(line);
            return matcher.find() ? Optional.of(matcher.replaceFirst(what)) : Optional.empty();
        }
    }

    private static Said waiting(String line, String what) {
        return new Said(List.of(line), Optional.of("kops: " + what), Optional.empty());
    }

    /// What is missing is told when it is not what was missing before.
    private Said validation(Map<?, ?> object) {
        List<String> missing = missing(object);
        int nodes = object.get("nodes") instanceof List<?> list ? list.size() : 0;
        List<String> lines = new ArrayList<>();
        lines.add(FOUND + (missing.isEmpty() ? "valid" : "not valid yet") + ", nodes: " + nodes);
        if (!missing.equals(last)) {
            missing.forEach(what -> lines.add(MISSING + what));
        }
        last = missing;
        return missing.isEmpty()
                ? new Said(lines, Optional.empty(), Optional.empty())
                : new Said(lines, Optional.of("kops: " + some(missing)), Optional.empty());
    }

    private static List<String> missing(Map<?, ?> object) {
        List<String> missing = new ArrayList<>();
        if (object.get("failures") instanceof List<?> failures) {
            for (Object item : failures) {
                if (item instanceof Map<?, ?> failure) {
                    missing.add(JsonText.text(failure, "type") + " " + JsonText.text(failure, "name") + ": "
                            + JsonText.text(failure, "message").replace('\n', ' '));
                }
            }
        }
        // kops goes through its groups in any order.
        missing.sort(null);
        return missing;
    }

    private static String some(List<String> missing) {
        String first = String.join("; ", missing.subList(0, Math.min(missing.size(), NAMED)));
        return missing.size() > NAMED ? first + "; and " + (missing.size() - NAMED) + " more" : first;
    }
}
