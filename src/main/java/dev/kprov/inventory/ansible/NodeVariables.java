package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// kubespray's `node_labels` (a mapping) and `node_taints` (a list of `key=value:effect`).
final class NodeVariables {
    private NodeVariables() {}

    static Optional<Map<String, String>> labels(Map<String, Object> variables, Remarks remarks, String host) {
        Object value = variables.getOrDefault("node_labels", Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            remarks.add("node_labels is not a mapping and was not taken over", host);
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        map.forEach((key, text) -> labels.put(String.valueOf(key), String.valueOf(text)));
        return Optional.of(labels).filter(found -> !found.isEmpty());
    }

    static Optional<List<String>> taints(Map<String, Object> variables, Remarks remarks, String host) {
        Object value = variables.getOrDefault("node_taints", List.of());
        if (!(value instanceof List<?> list)) {
            remarks.add("node_taints is not a list and was not taken over", host);
            return Optional.empty();
        }
        List<String> taints = new ArrayList<>();
        list.forEach(text -> taints.add(String.valueOf(text)));
        return Optional.of(taints).filter(found -> !found.isEmpty());
    }
}
