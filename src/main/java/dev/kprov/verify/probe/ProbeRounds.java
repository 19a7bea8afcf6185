package dev.kprov.verify.probe;

import dev.kprov.verify.cluster.Probes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// Has all of them ask, again and again, until each has got the right answer once at each address; or without an end,
/// where the verdict is to hold for a time.
public final class ProbeRounds {
    /// Before who has got no right answer asks again: about what changes all the time, and about what hardly does.
    public static final Duration SOON = Duration.ofMillis(200);
    public static final Duration SELDOM = Duration.ofSeconds(5);

    private static final int AT_ONCE = 32;
    /// A question that was asked a moment too early costs only this; a slow answer gets its time later.
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final Duration EARLY = Duration.ofSeconds(5);
    private static final Duration WHILE_IT_HOLDS = Duration.ofSeconds(1);

    private final Clock clock;
    private final Executor executor;
    private final boolean lasting;
    private final Duration rest;
    private final Map<String, Seen> known = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// @param lasting whether who has got the right answer asks again
    /// @param rest before who has not does
    public ProbeRounds(Clock clock, Executor executor, boolean lasting, Duration rest) {
        this.clock = clock;
        this.executor = executor;
        this.lasting = lasting;
        this.rest = rest;
    }

    /// Somebody who can ask, or be made to.
    @FunctionalInterface
    public interface Asker {
        /// Asks once at each of these addresses, and says by the word for it what came of that.
        ///
        /// @param wait for an answer
        Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException;
    }

    /// What came of one question.
    public sealed interface Finding {
        record Right(String evidence) implements Finding {}

        record Wrong(String actual) implements Finding {}

        /// @param forGood whether trying again is of no use
        record Unable(String why, boolean forGood) implements Finding {}

        /// One that is the answer to each of these questions.
        default Map<String, Finding> ofAll(Set<String> words) {
            Map<String, Finding> findings = new HashMap<>();
            words.forEach(word -> findings.put(word, this));
            return findings;
        }
    }

    /// What is known of one of them.
    ///
    /// @param next when it may be asked again
    /// @param outcomes by the word for an address
    /// @param badSince since when it has got no right answer there
    private record Seen(
            boolean busy, Instant next, Map<String, Probes.Outcome> outcomes, Map<String, Instant> badSince) {
        Seen {
            outcomes = Map.copyOf(outcomes);
            badSince = Map.copyOf(badSince);
        }

        Seen working() {
            return new Seen(true, next, outcomes, badSince);
        }

        boolean good(String word) {
            return outcomes.get(word) instanceof Probes.Outcome.Good;
        }
    }

    /// Starts what is due and returns at once.
    ///
    /// @param askers by name
    /// @param words for the addresses
    public void ask(Map<String, Asker> askers, Set<String> words) {
        askers.forEach((name, asker) -> {
            Seen seen = known.computeIfAbsent(name, fresh -> new Seen(false, clock.instant(), Map.of(), Map.of()));
            Set<String> due = new LinkedHashSet<>(words);
            due.removeIf(word -> seen.good(word) && !lasting);
            if (!seen.busy() && !due.isEmpty() && !clock.instant().isBefore(seen.next())) {
                known.put(name, seen.working());
                executor.execute(() -> ask(name, asker, due));
            }
        });
    }

    /// Whether somebody is being asked.
    public boolean busy() {
        return known.values().stream().anyMatch(Seen::busy);
    }

    /// How many of the newest outcomes are good.
    public int good() {
        return known.values().stream()
                .mapToInt(seen -> (int) seen.outcomes().values().stream()
                        .filter(Probes.Outcome.Good.class::isInstance)
                        .count())
                .sum();
    }

    /// The newest outcomes at an address, by the name of who asked.
    public Map<String, Probes.Outcome> outcomes(String word) {
        Map<String, Probes.Outcome> outcomes = new HashMap<>();
        known.forEach((name, seen) ->
                Optional.ofNullable(seen.outcomes().get(word)).ifPresent(outcome -> outcomes.put(name, outcome)));
        return outcomes;
    }

    private void ask(String name, Asker asker, Set<String> words) {
        try {
            places.acquire();
            try {
                finish(name, answers(asker, words, patience(name)));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// An answer that nobody understands is none.
    private static Map<String, Finding> answers(Asker asker, Set<String> words, Duration wait)
            throws InterruptedException {
        try {
            return asker.ask(words, wait);
        } catch (RuntimeException e) {
            return new Finding.Unable("kprov does not understand what came back: " + e, false).ofAll(words);
        }
    }

    private Duration patience(String name) {
        Seen seen = known.get(name);
        Instant now = clock.instant();
        boolean late = seen != null
                && seen.badSince().values().stream()
                        .anyMatch(since -> since.plus(EARLY).isBefore(now));
        return late ? LONG : SHORT;
    }

    private void finish(String name, Map<String, Finding> findings) {
        known.computeIfPresent(name, (same, seen) -> {
            Instant now = clock.instant();
            Map<String, Probes.Outcome> outcomes = new HashMap<>(seen.outcomes());
            Map<String, Instant> badSince = new HashMap<>(seen.badSince());
            findings.forEach((word, finding) -> {
                Instant since = badSince.computeIfAbsent(word, fresh -> now);
                outcomes.put(word, outcome(finding, Duration.between(since, now)));
                if (finding instanceof Finding.Right) {
                    badSince.remove(word);
                }
            });
            boolean good = findings.values().stream().allMatch(Finding.Right.class::isInstance);
            return new Seen(false, now.plus(good ? WHILE_IT_HOLDS : rest), outcomes, badSince);
        });
    }

    private static Probes.Outcome outcome(Finding finding, Duration since) {
        return switch (finding) {
            case Finding.Right(String evidence) -> new Probes.Outcome.Good(evidence);
            case Finding.Wrong(String actual) -> new Probes.Outcome.Bad(actual, since);
            case Finding.Unable(String why, boolean forGood) -> new Probes.Outcome.Unable(why, forGood);
        };
    }
}
