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
import java.util.stream.Collectors;

/// What several of those who asked found, put together.
///
/// @param good the evidence of each that got the right answer, by what a reader calls it
/// @param troubles of those that got none
/// @param unable why others could not ask, or have not yet, by what a reader calls each
/// @param forGood whether for one of these waiting is of no use
public record Outcomes(
        SequencedMap<String, String> good,
        List<Answer.Trouble> troubles,
        SequencedMap<String, String> unable,
        boolean forGood) {
    /// Names that are told of one reason.
    private static final int MOST = 3;
    /// Of one that has not come back.
    private static final Outcome NOT_YET = new Outcome.Unable("it has not answered yet", false);

    public Outcomes {
        good = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(good));
        troubles = List.copyOf(troubles);
        unable = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(unable));
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
        SequencedMap<String, String> unable = new LinkedHashMap<>();
        boolean forGood = false;
        for (Map.Entry<String, String> asker : askers.entrySet()) {
            switch (found.getOrDefault(asker.getKey(), NOT_YET)) {
                case Outcome.Good(String evidence) -> good.put(asker.getValue(), evidence);
                case Outcome.Bad bad -> troubles.add(trouble.apply(asker.getKey(), bad));
                case Outcome.Unable(String why, boolean last) -> {
                    unable.put(asker.getValue(), why);
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
                ? new Answer.CannotTell(why(), forGood)
                : Answer.of(troubles, expected, troubles.isEmpty() ? evidence.apply(this) : "");
    }

    /// Why some could not ask: those with the same reason together.
    public String why() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        unable.forEach((name, why) ->
                names.computeIfAbsent(why, fresh -> new ArrayList<>()).add(name));
        return names.entrySet().stream()
                .map(group -> Names.shown(group.getValue(), MOST) + ": " + group.getKey())
                .collect(Collectors.joining("; "));
    }

    /// The evidence of the last one; empty without any.
    public String last() {
        return good.isEmpty() ? "" : good.lastEntry().getValue();
    }
}
