package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Probes.Outcome;
import dev.kprov.verify.judge.Check.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What several of those who asked found, put together.
///
/// @param good the evidence of each that got the right answer, by what a reader calls it
/// @param troubles of those that got none
/// @param unable why others could not ask, or have not yet
/// @param forGood whether for one of these waiting is of no use
public record Outcomes(
        SequencedMap<String, String> good, List<Answer.Trouble> troubles, List<String> unable, boolean forGood) {
    /// Of one that has not come back.
    private static final Outcome NOT_YET = new Outcome.Unable("it has not answered yet", false);

    public Outcomes {
        good = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(good));
        troubles = List.copyOf(troubles);
        unable = List.copyOf(unable);
    }

    /// @param askers by name, and what a reader calls each
    /// @param found by name
    /// @param trouble made of a name and what went wrong
    public static Outcomes of(
            Map<String, String> askers,
            Map<String, Outcome> found,
            BiFunction<String, Outcome.Bad, Answer.Trouble> trouble) {
        SequencedMap<String, String> good = new LinkedHashMap<>();
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<String> unable = new ArrayList<>();
        boolean forGood = false;
        for (Map.Entry<String, String> asker : askers.entrySet()) {
            switch (found.getOrDefault(asker.getKey(), NOT_YET)) {
                case Outcome.Good(String evidence) -> good.put(asker.getValue(), evidence);
                case Outcome.Bad bad -> troubles.add(trouble.apply(asker.getKey(), bad));
                case Outcome.Unable(String why, boolean last) -> {
                    unable.add(asker.getValue() + ": " + why);
                    forGood |= last;
                }
            }
        }
        return new Outcomes(good, troubles, unable, forGood);
    }

    /// No where one went wrong; else yes only if all could ask.
    ///
    /// @param evidence made of what each of them found
    public Answer answer(String expected, Function<Outcomes, String> evidence) {
        return troubles.isEmpty() && !unable.isEmpty()
                ? new Answer.CannotTell(String.join("; ", unable), forGood)
                : Answer.of(troubles, expected, troubles.isEmpty() ? evidence.apply(this) : "");
    }

    /// The evidence of the last one; empty without any.
    public String last() {
        return good.isEmpty() ? "" : good.lastEntry().getValue();
    }
}
