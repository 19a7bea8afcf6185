package dev.kprov.verify.check;

import dev.kprov.verify.cluster.Part;
import dev.kprov.verify.cluster.Snapshot;
import java.util.function.Function;

/// One question to the cluster.
public interface Check {
    /// Stable, in lower case with hyphens.
    String id();

    /// What holds when the answer is yes.
    String title();

    Answer answer(Snapshot snapshot);

    /// Judges what could be read; what could not be read is not judged.
    static <T> Answer judge(Part<T> part, Function<T, Answer> judgement) {
        return switch (part) {
            case Part.Known<T>(T value) -> judgement.apply(value);
            case Part.Missing<T>(String why, Part.Cause cause) ->
                new Answer.CannotTell(
                        cause == Part.Cause.SILENT || cause == Part.Cause.UNTRUSTED
                                ? "the API does not answer: " + why
                                : why,
                        cause == Part.Cause.DENIED || cause == Part.Cause.UNTRUSTED);
        };
    }
}
