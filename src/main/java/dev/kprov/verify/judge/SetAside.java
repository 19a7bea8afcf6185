package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Snapshot;

/// A check that makes no sense of this cluster.
public record SetAside(Check check, String why) implements Around {
    @Override
    public Answer answer(Snapshot snapshot) {
        return new Answer.Beside(why);
    }
}
