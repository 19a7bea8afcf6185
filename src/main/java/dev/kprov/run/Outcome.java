package dev.kprov.run;

import dev.kprov.plan.StepId;
import dev.kprov.problem.Problem;

/// How a step ended.
public sealed interface Outcome {
    record Changed() implements Outcome {}

    record Unchanged() implements Outcome {}

    record Failed(Problem problem) implements Outcome {}

    /// Not run, because a step it depends on did not succeed.
    ///
    /// @param because the step that failed or was interrupted, not one that was skipped itself; the step's own id
    ///     when the run was interrupted before its turn
    record Skipped(StepId because) implements Outcome {}

    record Interrupted() implements Outcome {}

    default boolean succeeded() {
        return this instanceof Changed || this instanceof Unchanged;
    }

    /// The word for it in everything that is shown or kept.
    default String word() {
        return switch (this) {
            case Changed changed -> "changed";
            case Unchanged unchanged -> "unchanged";
            case Failed failed -> "failed";
            case Skipped skipped -> "skipped";
            case Interrupted interrupted -> "interrupted";
        };
    }
}
