package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the user should know of the import, each once with all the hosts that it is about.
final class Remarks {
    private static final int NAMED = 5;

    private final Map<String, List<String>> hosts = new LinkedHashMap<>();

    void add(String text) {
        hosts.computeIfAbsent(text, unused -> new ArrayList<>());
    }

    void add(String text, String host) {
        List<String> about = hosts.computeIfAbsent(text, unused -> new ArrayList<>());
        if (!about.contains(host)) {
            about.add(host);
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>();
        hosts.forEach((text, names) -> all.add(names.isEmpty() ? text : text + " (" + told(names) + ")"));
        return all;
    }

    private static String told(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), NAMED)))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
