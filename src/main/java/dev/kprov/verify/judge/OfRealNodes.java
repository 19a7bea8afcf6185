package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Snapshot;
import java.util.Set;

/// A check of what runs on every node, where some nodes are none: nothing of the system runs on those.
///
/// @param virtual their names
public record OfRealNodes(Check check, Set<String> virtual) implements Around {
    @Override
    public Answer answer(Snapshot snapshot) {
        return check.answer(snapshot.without(virtual));
    }
}
