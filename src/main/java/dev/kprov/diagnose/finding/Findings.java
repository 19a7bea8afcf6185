package dev.kprov.diagnose.finding;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What looks wrong, what could not be had, and what is in each file. Safe for use by several threads.
public final class Findings {
    private static final int MOST = 60;

    private final Map<Concern, List<String>> texts = new EnumMap<>(Concern.class);
    private final Map<Concern, Integer> counts = new EnumMap<>(Concern.class);
    private final SortedMap<String, String> files = new TreeMap<>();

    /// Something that a reader wants to know first; of one concern the first 60 are kept, and the others counted.
    public synchronized void add(Concern concern, String text) {
        List<String> known = texts.computeIfAbsent(concern, key -> new ArrayList<>());
        if (known.size() < MOST) {
            known.add(text);
        }
        counts.merge(concern, 1, Integer::sum);
    }

    /// A file has something in it.
    ///
    /// @param about what it is, in a few words
    public synchronized void file(String name, String about) {
        files.put(name, about);
    }

    public synchronized List<String> of(Concern concern) {
        return List.copyOf(texts.getOrDefault(concern, List.of()));
    }

    /// With those that were not kept.
    public synchronized int count(Concern concern) {
        return counts.getOrDefault(concern, 0);
    }

    /// By name, what each is.
    public synchronized SortedMap<String, String> files() {
        return new TreeMap<>(files);
    }
}
