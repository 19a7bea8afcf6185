package dev.kprov.installer.kind;

import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a cluster was made from, as it lies in its first control plane from the moment it is complete; and how that
/// differs from what is wanted.
final class Made {
    /// In the node; kind's own files are beside it.
    static final String PATH = "/kind/kprov.yaml";

    private Made() {}

    /// One sentence a difference, by what it is about.
    static List<String> differences(String made, String wanted) {
        Map<String, String> before = flat(made);
        Map<String, String> after = flat(wanted);
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            String was = before.getOrDefault(key, "not set");
            String is = after.getOrDefault(key, "not set");
            if (!Objects.equals(was, is)) {
                differences.add(
                        key + " is " + was + ", and the profile wants " + (after.containsKey(key) ? is : "none"));
            }
        }
        return differences;
    }

    private static Map<String, String> flat(String yaml) {
        Map<String, String> flat = new TreeMap<>();
        YamlText.readAll(yaml).forEach(document -> flatten("", document, flat));
        return flat;
    }

    private static void flatten(String path, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(path.isEmpty() ? String.valueOf(key) : path + "." + key, inner, flat));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "[" + i + "]", list.get(i), flat);
            }
        } else {
            flat.put(path, String.valueOf(value).strip());
        }
    }
}
