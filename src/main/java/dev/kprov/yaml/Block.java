package dev.kprov.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A mapping that is read key by key. What nobody asked for until `end` is an unknown key.
public final class Block {
    private final Node.Mapping mapping;
    private final String path;
    private final Reading reading;
    private final Set<String> asked = new LinkedHashSet<>();

    Block(Node.Mapping mapping, String path, Reading reading) {
        this.mapping = mapping;
        this.path = path;
        this.reading = reading;
    }

    /// The value of a key; empty, and a problem, when the key is there without a value.
    public Optional<Value> get(String key) {
        asked.add(key);
        Optional<Value> value = written(key);
        if (value.isPresent() && value.get().isNothing()) {
            value.get()
                    .refuse(
                            value.get().path() + " has no value",
                            "a key without a value says nothing",
                            "give it a value or remove the line");
            return Optional.empty();
        }
        return value;
    }

    /// As `get`, but a missing key is a problem too.
    public Optional<Value> require(String key, String why, String remedy) {
        if (!has(key)) {
            asked.add(key);
            refuse(join(path, key) + " is missing", why, remedy);
            return Optional.empty();
        }
        return get(key);
    }

    public Optional<Block> block(String key) {
        return get(key).flatMap(Value::block);
    }

    /// The items of a list; empty when the key is missing or no list.
    public List<Value> list(String key) {
        return get(key).map(Value::list).orElse(List.of());
    }

    public boolean has(String key) {
        return mapping.entries().stream().anyMatch(entry -> entry.key().equals(key));
    }

    /// All keys with their values, in the order of the file; none is unknown then.
    public Map<String, Value> entries() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            get(entry.key()).ifPresent(value -> values.put(entry.key(), value));
        }
        return values;
    }

    /// The whole mapping as plain values.
    public Map<String, Object> plain() {
        return Native.map(mapping);
    }

    /// Reports every key that nobody asked for, with the nearest that was.
    public void end() {
        for (Node.Entry entry : unasked()) {
            if (!reading.isFull()) {
                reportUnknown(entry, asked);
            } else {
                reading.add(entry.position(), "unknown key", "it is not read", "remove it");
            }
        }
    }

    /// As `end`, but leaves mappings alone: with their name unknown, nothing can be said of them.
    public void endLeavingBlocks() {
        mapping.entries().stream()
                .filter(entry -> entry.value() instanceof Node.Mapping)
                .forEach(entry -> asked.add(entry.key()));
        end();
    }

    /// Adds a problem that concerns the mapping as a whole.
    public void refuse(String what, String why, String remedy) {
        reading.add(mapping.position(), what, why, remedy);
    }

    public String path() {
        return path;
    }

    Node.Mapping node() {
        return mapping;
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void reportUnknown(Node.Entry entry, Collection<String> choices) {
        Optional<String> nearest = Nearest.to(entry.key(), choices);
        String place = path.isEmpty() ? "the first level" : path;
        reading.add(
                entry.position(),
                "unknown key " + Value.quoted(entry.key()) + " in " + place,
                "valid keys here: " + String.join(", ", new TreeSet<>(choices)),
                nearest.map(key -> "did you mean " + key + "?").orElse("remove it, or use one of the valid keys"));
    }

    private List<Node.Entry> unasked() {
        List<Node.Entry> unasked = new ArrayList<>(mapping.entries());
        unasked.removeIf(entry -> asked.contains(entry.key()));
        return unasked;
    }

    private Optional<Value> written(String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(entry -> new Value(entry.value(), join(path, key), reading));
    }
}
