package dev.kprov.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a run does when a step has failed. Steps that run are left to end in any case.
public sealed interface OnFailure {
    /// No step begins any more.
    record Stop() implements OnFailure {}

    /// Everything that does not depend on what failed is finished.
    record Finish() implements OnFailure {}

    /// Workers that fail are left out, and the rest becomes a cluster without them.
    ///
    /// @param workers how many may fail; if more do, it is as `Finish`
    record Tolerate(int workers) implements OnFailure {}

    String WORDS = "stop, finish, or tolerate=N with N from 1 to 9999";
    Pattern TOLERATE = Pattern.compile("tolerate=([1-9]\\d{0,3})");

    /// As it stands in a profile and on the command line; empty when it is none.
    static Optional<OnFailure> parse(String text) {
        Matcher tolerate = TOLERATE.matcher(text);
        if (tolerate.matches()) {
            return Optional.of(new Tolerate(Integer.parseInt(tolerate.group(1))));
        }
        return switch (text) {
            case "stop" -> Optional.of(new Stop());
            case "finish" -> Optional.of(new Finish());
            default -> Optional.empty();
        };
    }

    /// As `parse` reads it.
    default String text() {
        return switch (this) {
            case Stop stop -> "stop";
            case Finish finish -> "finish";
            case Tolerate(int workers) -> "tolerate=" + workers;
        };
    }
}
