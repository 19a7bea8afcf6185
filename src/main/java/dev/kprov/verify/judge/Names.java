package dev.kprov.verify.judge;

import java.util.Collection;
import java.util.List;

/// Names for a reader, who has one screen: of many only the first.
public final class Names {
    private static final int MOST = 10;

    private Names() {}

    /// @param names in the order in which they are told
    public static String shown(Collection<String> names) {
        return shown(names, MOST);
    }

    static String shown(Collection<String> names, int most) {
        List<String> all = List.copyOf(names);
        return all.size() <= most
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, most)) + " and " + (all.size() - most) + " more";
    }
}
