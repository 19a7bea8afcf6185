package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Names of environment variables for secrets, each secret with one of its own: a password that is tried on the wrong
/// host may lock its user out.
final class SecretNames {
    private final Map<String, List<String>> values = new HashMap<>();

    /// @param usual for the first secret of its kind; the next has `_2` behind it
    String of(String usual, String value) {
        List<String> known = values.computeIfAbsent(usual, unused -> new ArrayList<>());
        if (!known.contains(value)) {
            known.add(value);
        }
        int index = known.indexOf(value);
        return index == 0 ? usual : usual + "_" + (index + 1);
    }

    @Override
    public String toString() {
        return "SecretNames[***]";
    }
}
