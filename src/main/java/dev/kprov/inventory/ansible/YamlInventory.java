package dev.kprov.inventory.ansible;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads an inventory in Ansible's YAML form: groups by name, each with `hosts`, `children` and `vars`. See
/// <https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yaml_inventory.html>.
final class YamlInventory {
    /// What is behind them is a text all the same.
    private static final Pattern TAGS = Pattern.compile("(?m)(:\\s+)!(?:vault|unsafe)\\b");

    private final String file;
    private final Groups groups;

    private YamlInventory(String file, Groups groups) {
        this.file = file;
        this.groups = groups;
    }

    /// Throws a `KprovException` where it is none.
    static void read(String file, String text, Groups groups) {
        YamlInventory yaml = new YamlInventory(file, groups);
        variables(file, text).forEach((name, body) -> yaml.group(name, body));
    }

    /// The mapping that a file holds, such as one of `group_vars`.
    static Map<String, Object> variables(String file, String text) {
        Map<String, Object> all = new LinkedHashMap<>();
        YamlText.readAll(file, TAGS.matcher(text).replaceAll("$1")).forEach(all::putAll);
        return all;
    }

    private void group(String name, Object body) {
        Groups.Group group = groups.group(name);
        if (!(body instanceof Map<?, ?> map)) {
            if (body instanceof String text && text.isEmpty()) {
                return;
            }
            throw wrong("group " + name, "a group is a mapping with hosts, children and vars");
        }
        map.forEach((key, value) -> {
            Map<?, ?> inner = inner(name, String.valueOf(key), value);
            switch (String.valueOf(key)) {
                case "hosts" -> inner.forEach((pattern, own) -> host(group, String.valueOf(pattern), own));
                case "children" ->
                    inner.forEach((child, its) -> {
                        group.children().add(String.valueOf(child));
                        group(String.valueOf(child), its == null ? Map.of() : its);
                    });
                case "vars" -> inner.forEach((variable, its) -> put(group.variables(), variable, its));
                default ->
                    throw wrong(
                            "group " + name + " has a key " + key,
                            "a group has only the keys hosts, children and vars");
            }
        });
    }

    private Map<?, ?> inner(String group, String key, Object value) {
        return switch (value) {
            case Map<?, ?> map -> map;
            case null -> Map.of();
            case String text when text.isEmpty() -> Map.of();
            // Kept for what older files say: one host.
            case String text when key.equals("hosts") -> Map.of(text, "");
            default ->
                throw wrong(key + " of group " + group, "it is a mapping, each name a key, with a colon and no dash");
        };
    }

    private void host(Groups.Group group, String pattern, Object own) {
        List<String> names;
        try {
            names = HostPattern.names(pattern);
        } catch (IllegalArgumentException e) {
            throw wrong("host " + pattern, String.valueOf(e.getMessage()));
        }
        for (String name : names) {
            group.hosts().add(name);
            Map<String, Object> variables = groups.host(name);
            if (own instanceof Map<?, ?> map) {
                map.forEach((key, value) -> put(variables, key, value));
            }
        }
    }

    private static void put(Map<String, Object> variables, Object key, Object value) {
        variables.put(String.valueOf(key), value == null ? "" : value);
    }

    private KprovException wrong(String what, String why) {
        return new KprovException(Problem.invalid(
                file,
                what + " is not as Ansible has it",
                why,
                "mend it; ansible-inventory -i " + file + " --list shows what Ansible makes of the file"));
    }
}
