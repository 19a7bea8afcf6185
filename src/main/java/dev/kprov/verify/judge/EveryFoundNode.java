package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Snapshot;

/// A check of every node where nobody knew beforehand which there are. As long as there is none, or none can be seen,
/// it would be right of all of them.
public record EveryFoundNode(Check check) implements Around {
    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().nodes(),
                nodes -> nodes.isEmpty()
                        ? new Answer.No("at least one node", "there is no node", "see the check node-set", false)
                        : check.answer(snapshot));
    }
}
