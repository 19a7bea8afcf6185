package dev.kprov.installer.kops;

import dev.kprov.installer.Differences;
import dev.kprov.installer.kops.KopsSettings.Group;
import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A cluster as kops writes it down: one Cluster and its InstanceGroups.
record Manifests(List<Map<String, Object>> documents) {
    private static final String CLUSTER = "Cluster";
    private static final String GROUP = "InstanceGroup";

    Manifests {
        documents = List.copyOf(documents);
    }

    /// @param name what a problem calls the text
    static Manifests read(String name, String text) {
        return new Manifests(YamlText.readAll(name, text).stream()
                // Keys are given by themselves, and a file of kops's may have more than kprov asked for.
                .filter(document -> List.of(CLUSTER, GROUP).contains(kind(document)))
                .toList());
    }

    String text() {
        return YamlText.writeAll(documents);
    }

    /// The name of the one Cluster; empty when there is not one.
    Optional<String> cluster() {
        List<String> names = documents.stream()
                .filter(document -> kind(document).equals(CLUSTER))
                .map(Manifests::name)
                .toList();
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    /// As the Cluster says; empty when it does not.
    String kubernetesVersion() {
        return documents.stream()
                .filter(document -> kind(document).equals(CLUSTER))
                .map(document -> String.valueOf(spec(document).get("kubernetesVersion")))
                .findFirst()
                .orElse("");
    }

    /// The same with the sizes that no flag of `kops create cluster` has a word for.
    Manifests with(Group workers) {
        return new Manifests(documents.stream()
                .map(document -> isGroupOf("Node", document) ? sized(document, workers) : document)
                .toList());
    }

    /// One line each, for a cluster that is to be made.
    List<String> told() {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> document : documents) {
            Map<?, ?> spec = spec(document);
            lines.add(
                    kind(document).equals(CLUSTER)
                            ? "cluster " + name(document) + " with Kubernetes " + spec.get("kubernetesVersion")
                            : "instance group " + name(document) + ": " + role(spec) + ", "
                                    + spec.get("minSize") + " to " + spec.get("maxSize")
                                    + Optional.ofNullable(spec.get("machineType"))
                                            .map(type -> " of " + type)
                                            .orElse(""));
        }
        return lines;
    }

    /// How these differ from what is in the state store. What kops has filled in there, and nobody asks for, is none.
    ///
    /// @param applied what kprov put there last: a key that it had and these have not any more was removed
    List<String> differences(Manifests stored, Optional<Manifests> applied) {
        Map<String, Object> wanted = comparable();
        Map<String, Object> asked = new TreeMap<>(wanted);
        applied.ifPresent(
                before -> before.comparable().forEach((key, value) -> asked.merge(key, value, Manifests::both)));
        Object known = common(stored.comparable(), asked);
        return Differences.between(YamlText.write(known), YamlText.write(wanted));
    }

    private Map<String, Object> comparable() {
        Map<String, Object> all = new TreeMap<>();
        for (Map<String, Object> document : documents) {
            String key = kind(document).equals(CLUSTER) ? "cluster" : "instanceGroups." + name(document);
            Map<String, Object> told = new TreeMap<>();
            told.put("spec", shown(spec(document)));
            if (document.get("metadata") instanceof Map<?, ?> metadata
                    && metadata.get("labels") instanceof Map<?, ?> map) {
                told.put("labels", map);
            }
            all.put(key, told);
        }
        return all;
    }

    /// The networks that the Cluster has: each is a key of its own, and may be empty.
    List<String> networks() {
        return documents.stream()
                .filter(document -> kind(document).equals(CLUSTER))
                .flatMap(document -> spec(document).get("networking") instanceof Map<?, ?> networking
                        ? networking.entrySet().stream()
                        : Stream.of())
                .filter(entry -> entry.getValue() instanceof Map<?, ?> && !"topology".equals(entry.getKey()))
                .map(entry -> String.valueOf(entry.getKey()))
                .sorted()
                .toList();
    }

    /// With a text for what is empty, which else would show no difference.
    private static Object shown(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> shown = new TreeMap<>();
            map.forEach((key, inner) -> shown.put(String.valueOf(key), shown(inner)));
            return map.isEmpty() ? "{}" : shown;
        }
        return value instanceof List<?> list
                ? list.stream().map(Manifests::shown).toList()
                : value;
    }

    /// What is in either.
    private static Object both(Object one, Object other) {
        if (!(one instanceof Map<?, ?> first) || !(other instanceof Map<?, ?> second)) {
            return one;
        }
        Map<String, Object> merged = new TreeMap<>();
        first.forEach((key, value) -> merged.put(String.valueOf(key), value));
        second.forEach((key, value) -> merged.merge(String.valueOf(key), value, Manifests::both));
        return merged;
    }

    /// The part of a value that is asked for.
    private static Object common(Object value, Object asked) {
        if (value instanceof Map<?, ?> map && asked instanceof Map<?, ?> keys) {
            Map<String, Object> part = new TreeMap<>();
            map.forEach((key, inner) -> {
                if (keys.containsKey(key)) {
                    part.put(String.valueOf(key), common(inner, keys.get(key)));
                }
            });
            return part;
        }
        if (value instanceof List<?> list && asked instanceof List<?> items) {
            List<Object> part = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                part.add(i < items.size() ? common(list.get(i), items.get(i)) : list.get(i));
            }
            return part;
        }
        return value;
    }

    private static Map<String, Object> sized(Map<String, Object> document, Group workers) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec(document).forEach((key, value) -> spec.put(String.valueOf(key), value));
        // With several zones each has a group of its own, and the limits are those of each.
        workers.least().ifPresent(least -> spec.put("minSize", least));
        workers.most().ifPresent(most -> spec.put("maxSize", most));
        Map<String, Object> sized = new LinkedHashMap<>(document);
        sized.put("spec", spec);
        return sized;
    }

    private static boolean isGroupOf(String role, Map<String, Object> document) {
        return kind(document).equals(GROUP) && role.equals(spec(document).get("role"));
    }

    private static String role(Map<?, ?> spec) {
        return "Master".equals(spec.get("role")) ? "ControlPlane" : String.valueOf(spec.get("role"));
    }

    private static String kind(Map<String, Object> document) {
        return String.valueOf(document.get("kind"));
    }

    private static String name(Map<String, Object> document) {
        return document.get("metadata") instanceof Map<?, ?> metadata ? String.valueOf(metadata.get("name")) : "";
    }

    private static Map<?, ?> spec(Map<String, Object> document) {
        return document.get("spec") instanceof Map<?, ?> spec ? spec : Map.of();
    }
}
