package dev.kprov.yaml.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What other programs say in JSON, or are told, as plain values.
public final class JsonText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    /// Maps, lists, texts, numbers and booleans as JSON, a value a line.
    public static String write(Map<String, Object> values) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no values for JSON: " + values.keySet(), e);
        }
    }

    /// The objects of a text that is one or a list of them; none when it is no such text.
    public static List<Map<?, ?>> objects(String text) {
        Object read = read(text).orElse(List.of());
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object item : read instanceof List<?> list ? list : List.of(read)) {
            if (item instanceof Map<?, ?> object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /// The text of a key; empty when there is none.
    public static String text(Map<?, ?> object, String key) {
        return Optional.ofNullable(object.get(key)).map(String::valueOf).orElse("");
    }

    private static Optional<Object> read(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
