package dev.kprov.installer.kops;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `kops update cluster` would change, as it says without `--yes`.
///
/// @param changes a line for each thing in the cloud
record Preview(List<String> changes) {
    /// The name of a thing stands two spaces in, what would become of it further.
    private static final Pattern THING = Pattern.compile(" {2}([A-Za-z]+)/(\\S.*)");
    private static final Pattern DELETED = Pattern.compile(" {2}([A-Za-z]\\S*)\\s+(\\S.*)");
    private static final Pattern FIELD = Pattern.compile(" {2}\t(\\S+)\\s*(.*)");

    Preview {
        changes = List.copyOf(changes);
    }

    static Preview parse(String text) {
        List<String> changes = new ArrayList<>();
        String verb = "";
        for (String line : text.lines().toList()) {
            if (!line.startsWith(" ")) {
                verb = verb(line, verb);
            } else if (!verb.isEmpty()) {
                line(line, verb, changes);
            }
        }
        return new Preview(changes);
    }

    private static String verb(String line, String before) {
        if (line.startsWith("Will create")) {
            return "create";
        }
        if (line.startsWith("Will modify")) {
            return "change";
        }
        // What only --prune deletes stays.
        if (line.startsWith("Items will be deleted")) {
            return line.contains("--prune") ? "" : "delete";
        }
        return line.isBlank() ? before : "";
    }

    private static void line(String line, String verb, List<String> changes) {
        Matcher thing = (verb.equals("delete") ? DELETED : THING).matcher(line);
        if (thing.matches()) {
            changes.add(verb + " " + thing.group(1) + " " + thing.group(2).strip());
            return;
        }
        Matcher field = FIELD.matcher(line);
        if (verb.equals("change") && field.matches() && !changes.isEmpty()) {
            String last = changes.removeLast();
            changes.add(last + (last.contains(": ") ? ", " : ": ") + field.group(1));
        }
    }
}
