package dev.kprov.run;

import dev.kprov.plan.StepId;
import dev.kprov.problem.Problem;

/// How a step ended.
public sealed interface Outcome {
    record Changed() implements Outcome {}

    record Unchanged() implements Outcome {}

    record Failed(Problem problem) implements Outcome {}

    /// Not run, because a step it depends on did not succeed.
    record Skipped(StepId because) implements Outcome {}

    record Interrupted() implements Outcome {}

    default boolean succeeded() {
        return this instanceof Changed || this instanceof Unchanged;
    }
}
