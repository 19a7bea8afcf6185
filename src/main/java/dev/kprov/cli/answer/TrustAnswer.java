package dev.kprov.cli.answer;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.UnknownKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of the host keys that nobody knew.
///
/// @param added to the files of known hosts
/// @param left as they were, because nobody agreed
public record TrustAnswer(List<UnknownKey> added, List<UnknownKey> left, List<Problem> problems) {
    public TrustAnswer {
        added = List.copyOf(added);
        left = List.copyOf(left);
        problems = List.copyOf(problems);
    }

    /// To be compared before anybody agrees.
    public static String table(List<UnknownKey> keys) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("HOST", "ADDRESS", "TYPE", "FINGERPRINT"));
        keys.forEach(key -> rows.add(
                List.of((key.jump() ? "jump host of " : "") + key.host(), key.place(), key.type(), key.fingerprint())));
        return Table.of(rows);
    }

    public ExitCode exitCode() {
        return ExitCode.worst(problems.stream().map(Problem::exitCode).toList());
    }

    public String text() {
        if (added.isEmpty()) {
            return left.isEmpty() && problems.isEmpty() ? "all host keys are known" : "no host key was added";
        }
        String files =
                added.stream().map(key -> key.file().toString()).distinct().collect(Collectors.joining(", "));
        return added.size() + (added.size() == 1 ? " host key was" : " host keys were") + " added to " + files;
    }

    public Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("added", added.stream().map(TrustAnswer::map).toList());
        map.put("unknown", left.stream().map(TrustAnswer::map).toList());
        map.put("problems", problems.stream().map(ProblemAnswer::map).toList());
        return map;
    }

    private static Map<String, Object> map(UnknownKey key) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", key.host());
        map.put("jump", key.jump());
        map.put("address", key.place());
        map.put("type", key.type());
        map.put("fingerprint", key.fingerprint());
        map.put("file", key.file().toString());
        return map;
    }
}
