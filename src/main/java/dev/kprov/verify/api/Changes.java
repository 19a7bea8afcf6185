package dev.kprov.verify.api;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Knows when something has happened to one of several lists, as far as somebody may watch them.
public final class Changes implements AutoCloseable {
    private final KubeApi api;
    private final Map<String, Following> followed = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    public Changes(KubeApi api) {
        this.api = api;
    }

    /// Follows those that it does not follow yet.
    ///
    /// @param versions by path, as they were read
    public void follow(Map<String, String> versions) {
        leave(ended());
        versions.forEach((path, version) -> {
            if (!version.isEmpty() && !followed.containsKey(path) && !refused.contains(path)) {
                followed.put(path, api.follow(path, version));
            }
        });
    }

    /// Whether it would be told of all that happens to these.
    public boolean follows(Set<String> paths) {
        return !paths.isEmpty()
                && paths.stream()
                        .allMatch(path ->
                                followed.containsKey(path) && followed.get(path).open());
    }

    /// Whether something has happened since this was asked before.
    public boolean any() {
        // In this order: each closes after its last change.
        Map<String, Following> ended = ended();
        boolean any = false;
        for (Following one : followed.values()) {
            any |= one.changed();
        }
        leave(ended);
        return any;
    }

    private Map<String, Following> ended() {
        Map<String, Following> ended = new HashMap<>(followed);
        ended.values().removeIf(Following::open);
        return ended;
    }

    private void leave(Map<String, Following> ended) {
        ended.forEach((path, one) -> {
            followed.remove(path);
            if (one.refused()) {
                refused.add(path);
            }
        });
    }

    @Override
    public void close() {
        followed.values().forEach(Following::close);
    }
}
