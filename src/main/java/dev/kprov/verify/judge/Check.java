package dev.kprov.verify.judge;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One question to the cluster.
public interface Check {
    /// Stable, in lower case with hyphens.
    String id();

    /// What holds when the answer is yes.
    String title();

    Answer answer(Snapshot snapshot);

    /// Whether it can say no only because it has not looked on for long enough.
    default boolean takesTime() {
        return false;
    }

    /// The answer of a check, whatever happens: one that breaks down has told nothing.
    static Answer ask(Check check, Snapshot snapshot) {
        try {
            return check.answer(snapshot);
        } catch (RuntimeException e) {
            return new Answer.CannotTell("kprov could not judge it: " + e, true);
        }
    }

    /// Judges what could be read; what could not be read is not judged.
    static <T> Answer judge(Part<T> part, Function<T, Answer> judgement) {
        return part.either(judgement, (why, cause) -> new Answer.CannotTell(inWords(why, cause), cause.lasting()));
    }

    private static String inWords(String why, Part.Cause cause) {
        return switch (cause) {
            case SILENT, ASTRAY, UNTRUSTED, MISNAMED -> "the API does not answer: " + why;
            case DENIED -> why + " (what is needed: kprov verify --rbac)";
            case ABSENT, EXISTS, BROKEN -> why;
        };
    }

    /// What a check says about one snapshot. Unlike a verdict it also says whether waiting may help.
    sealed interface Answer {
        record Yes(String evidence) implements Answer {
            @Override
            public boolean forGood() {
                return false;
            }

            @Override
            public Optional<String> lacking() {
                return Optional.empty();
            }
        }

        /// @param forGood whether waiting is of no use
        record No(String expected, String actual, String remedy, boolean forGood) implements Answer {
            @Override
            public Optional<String> lacking() {
                return Optional.of(actual);
            }
        }

        /// @param forGood whether waiting is of no use
        record CannotTell(String why, boolean forGood) implements Answer {
            @Override
            public Optional<String> lacking() {
                return Optional.of(why);
            }
        }

        /// The question makes no sense of this cluster.
        record Beside(String why) implements Answer {
            @Override
            public boolean forGood() {
                return false;
            }

            @Override
            public Optional<String> lacking() {
                return Optional.empty();
            }
        }

        /// Whether nothing is wrong as far as it goes.
        default boolean fine() {
            return this instanceof Yes || this instanceof Beside;
        }

        /// Whether it is bad news that waiting will not change.
        boolean forGood();

        /// What is still missing for a yes.
        Optional<String> lacking();

        /// One thing that is not as it should be.
        record Trouble(String what, String remedy, boolean forGood) {
            public static Trouble yet(String what, String remedy) {
                return new Trouble(what, remedy, false);
            }

            public static Trouble forGood(String what, String remedy) {
                return new Trouble(what, remedy, true);
            }
        }

        /// Yes when there is no trouble; the remedy is that of the worst.
        static Answer of(List<Trouble> troubles, String expected, String evidence) {
            if (troubles.isEmpty()) {
                return new Yes(evidence);
            }
            boolean forGood = troubles.stream().anyMatch(Trouble::forGood);
            Trouble worst = troubles.stream()
                    .filter(trouble -> trouble.forGood() == forGood)
                    .findFirst()
                    .orElseThrow();
            return new No(expected, actual(troubles, worst), worst.remedy(), forGood);
        }

        private static String actual(List<Trouble> troubles, Trouble worst) {
            int most = 5;
            List<String> all = troubles.stream().map(Trouble::what).distinct().toList();
            String shown = Stream.concat(
                            Stream.of(worst.what()), all.stream().filter(what -> !what.equals(worst.what())))
                    .limit(most)
                    .collect(Collectors.joining("; "));
            return all.size() > most ? shown + "; and " + (all.size() - most) + " more" : shown;
        }
    }
}
