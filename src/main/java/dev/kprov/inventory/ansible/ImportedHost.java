package dev.kprov.inventory.ansible;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A host as kprov's inventory has it.
///
/// @param entry without the two blocks
record ImportedHost(Map<String, Object> entry, Map<String, Object> ssh, Map<String, Object> become) {
    private static final String SSH = "ssh";
    private static final String BECOME = "become";

    /// What all say alike, for `defaults`.
    static Map<String, Object> common(List<ImportedHost> hosts) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        put(
                defaults,
                SSH,
                common(
                        hosts.getFirst().ssh(),
                        hosts.stream().map(ImportedHost::ssh).toList()));
        put(
                defaults,
                BECOME,
                common(
                        hosts.getFirst().become(),
                        hosts.stream().map(ImportedHost::become).toList()));
        return defaults;
    }

    /// The host with what it does not have from the defaults.
    Map<String, Object> over(Map<String, Object> defaults) {
        Map<String, Object> host = new LinkedHashMap<>(entry);
        put(host, SSH, without(ssh, defaults.getOrDefault(SSH, Map.of())));
        put(host, BECOME, without(become, defaults.getOrDefault(BECOME, Map.of())));
        return host;
    }

    private static Map<String, Object> common(Map<String, Object> first, List<Map<String, Object>> all) {
        Map<String, Object> common = new LinkedHashMap<>(first);
        all.forEach(one ->
                common.entrySet().removeIf(entry -> !Objects.equals(one.get(entry.getKey()), entry.getValue())));
        return common;
    }

    private static Map<String, Object> without(Map<String, Object> own, Object known) {
        Map<String, Object> rest = new LinkedHashMap<>(own);
        if (known instanceof Map<?, ?> map) {
            map.keySet().forEach(rest::remove);
        }
        return rest;
    }

    private static void put(Map<String, Object> to, String key, Map<String, Object> block) {
        if (!block.isEmpty()) {
            to.put(key, block);
        }
    }
}
