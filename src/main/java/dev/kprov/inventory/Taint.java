package dev.kprov.inventory;

/// A taint of the node, written `key=value:effect` or `key:effect`.
public record Taint(String key, String value, String effect) {
    /// On a node that has just joined, until its network is up.
    public static final Taint STARTING = new Taint("kprov.dev/starting", "", "NoSchedule");

    @Override
    public String toString() {
        return value.isEmpty() ? key + ":" + effect : key + "=" + value + ":" + effect;
    }
}
