package dev.kprov.installer;

import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// How what a cluster was made from differs from what is wanted, for an installer that cannot change a cluster.
public final class Differences {
    private static final int MOST = 4;

    private Differences() {}

    /// One sentence a difference, by what it is about.
    ///
    /// @param made a YAML text
    /// @param wanted another
    public static List<String> between(String made, String wanted) {
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

    /// The first few, a line each, and how many more there are.
    public static String told(List<String> differences) {
        List<String> told = new ArrayList<>(differences.subList(0, Math.min(differences.size(), MOST)));
        if (differences.size() > told.size()) {
            told.add("and " + (differences.size() - told.size()) + " more");
        }
        return String.join("\n", told);
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
