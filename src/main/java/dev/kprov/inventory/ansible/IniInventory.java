package dev.kprov.inventory.ansible;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an inventory in Ansible's INI form: sections `[group]` with a host a line, `[group:children]` and
/// `[group:vars]`. See <https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ini_inventory.html>.
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:#.*)?");
    private static final Pattern PORT = Pattern.compile("(.*[^:\\]]):(\\d{1,5})");
    private static final String UNGROUPED = "ungrouped";

    private final String file;
    private final Groups groups;
    private final List<Problem> problems = new ArrayList<>();
    private String group = UNGROUPED;
    private String kind = "";

    private IniInventory(String file, Groups groups) {
        this.file = file;
        this.groups = groups;
    }

    /// Throws a `KprovException` with every line that is wrong.
    static void read(String file, String text, Groups groups) {
        IniInventory ini = new IniInventory(file, groups);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            ini.line(i + 1, lines.get(i).strip());
        }
        if (!ini.problems.isEmpty()) {
            throw new KprovException(ini.problems, null);
        }
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        try {
            if (line.startsWith("[")
                    && line.contains("]")
                    && SECTION.matcher(line).matches()) {
                section(line);
            } else {
                switch (kind) {
                    case "vars" -> variable(line, groups.group(group).variables());
                    case "children" -> child(line);
                    default -> host(line);
                }
            }
        } catch (IllegalArgumentException e) {
            problems.add(Problem.invalid(
                    file + ":" + number + ":1",
                    "this line is not one of an Ansible inventory",
                    String.valueOf(e.getMessage()),
                    "mend it; ansible-inventory -i " + file + " --list shows what Ansible makes of the file"));
        }
    }

    private void section(String line) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            group = section.group(1);
            kind = section.group(2) == null ? "" : section.group(2);
            if (!List.of("", "vars", "children").contains(kind)) {
                throw new IllegalArgumentException("a section ends in :children or :vars, or has no colon");
            }
            groups.group(group);
        }
    }

    private void child(String line) {
        String child = line.split("\\s", 2)[0];
        groups.group(group).children().add(child);
        groups.group(child);
    }

    private void host(String line) {
        List<String> words = Words.of(line);
        if (words.isEmpty()) {
            return;
        }
        Matcher port = PORT.matcher(words.getFirst());
        boolean withPort = port.matches() && !port.group(1).contains(":");
        for (String name : HostPattern.names(withPort ? port.group(1) : words.getFirst())) {
            groups.group(group).hosts().add(name);
            Map<String, Object> variables = groups.host(name);
            if (withPort) {
                variables.put("ansible_port", port.group(2));
            }
            words.subList(1, words.size()).forEach(word -> assign(word, variables));
        }
    }

    private static void assign(String word, Map<String, Object> variables) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "behind a host's name stand variables as key=value, and " + quoted(word) + " is none");
        }
        variables.put(word.substring(0, equals), word.substring(equals + 1));
    }

    private static void variable(String line, Map<String, Object> variables) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("in a section of variables each line is key=value");
        }
        String value = line.substring(equals + 1).strip();
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.endsWith(value.substring(0, 1));
        variables.put(line.substring(0, equals).strip(), quoted ? value.substring(1, value.length() - 1) : value);
    }

    /// Never more than its first characters: a word that is out of place may be part of a secret.
    private static String quoted(String word) {
        return "\"" + word.substring(0, Math.min(word.length(), 3)) + "…\"";
    }
}
