package dev.kprov.plan;

import java.time.Duration;
import java.util.Set;

/// A unit of work on one host.
///
/// @param title imperative, sentence case, naming the host: `Install containerd on cp-1`
/// @param after the steps that must have succeeded first
public record Step(StepId id, Stage stage, String title, Set<StepId> after, Action action, Duration timeout) {
    public Step {
        after = Set.copyOf(after);
    }

    public String host() {
        return id.host();
    }
}
