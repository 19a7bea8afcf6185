package dev.kprov.verify.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which others each node asks: all of them in a small cluster; in a large one those that come next in a ring, so
/// that each is asked as often as it asks.
final class Ring {
    private static final int SMALL = 20;
    private static final int NEXT = 3;

    private Ring() {}

    /// @param targets by node
    static Map<String, String> after(String node, Map<String, String> targets) {
        List<String> nodes = new ArrayList<>(targets.keySet());
        int place = nodes.indexOf(node);
        int count = nodes.size() > SMALL ? NEXT : nodes.size() - 1;
        Map<String, String> next = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            String other = nodes.get((place + i) % nodes.size());
            next.put(other, targets.getOrDefault(other, ""));
        }
        return next;
    }
}
