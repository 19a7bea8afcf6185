package dev.kprov.inventory;

/// A taint of the node, written `key=value:effect` or `key:effect`.
public record Taint(String key, String value, String effect) {
    @Override
    public String toString() {
        return value.isEmpty() ? key + ":" + effect : key + "=" + value + ":" + effect;
    }
}
