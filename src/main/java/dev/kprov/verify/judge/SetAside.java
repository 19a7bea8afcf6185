package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Snapshot;

/// A check that makes no sense of this cluster.
public record SetAside(Check check, String why) implements Check {
    @Override
    public String id() {
        return check.id();
    }

    @Override
    public String title() {
        return check.title();
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return new Answer.Beside(why);
    }
}
