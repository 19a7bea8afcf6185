package dev.kprov.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/// Lays one configuration over another.
public final class DeepMerge {
    private DeepMerge() {}

    /// Maps are merged key by key; any other value, a list too, replaces what was there; null removes it.
    /// Both maps are left as they are; keys keep the order of `base`, new ones follow.
    public static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> inner) {
                merged.put(key, merge(merged.get(key) instanceof Map<?, ?> old ? words(old) : Map.of(), words(inner)));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    @SuppressWarnings("unchecked") // keys of YAML maps are always text here, see Native
    private static Map<String, Object> words(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
