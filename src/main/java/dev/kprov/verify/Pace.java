package dev.kprov.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How often a cluster is looked at: soon after it may have changed, and no more often than it can answer.
///
/// @param begun when the verification did
record Pace(Clock clock, Instant begun) {
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration EARLY = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration MOMENT = Duration.ofMillis(20);
    /// Where the verdict is to hold for a time.
    private static final Duration WHILE_IT_HOLDS = Duration.ofSeconds(1);
    /// How long a cluster is left alone of which nothing is heard, at least and at most.
    private static final Duration SOME = Duration.ofSeconds(1);
    private static final Duration RARELY = Duration.ofSeconds(5);
    private static final int STEPS = 10;

    Duration elapsed() {
        return Duration.between(begun, clock.instant());
    }

    /// Between two glances at what needs no request.
    Duration step() {
        return BETWEEN.dividedBy(STEPS);
    }

    /// The same while answers are waited for, most of which come at once.
    ///
    /// @param waited so far
    Duration step(Duration waited) {
        Duration growing = longer(waited.dividedBy(STEPS), SHORTEST);
        return growing.compareTo(step()) < 0 ? growing : step();
    }

    /// For how long answers of those who were asked are waited for. They mostly come at once: it costs the cluster
    /// less to wait for them than to be looked at again. Where they have not come early, something is amiss, and
    /// asking more often would be a load and no help.
    ///
    /// @param took the look
    Duration forAnswers(Duration took) {
        Duration early = elapsed().compareTo(EARLY) < 0 ? BETWEEN : Duration.ZERO;
        return took.compareTo(BETWEEN) > 0 ? took : early;
    }

    /// Whether what was seen at the beginning of a look is not of its end any more. An API server itself believes
    /// what it has found out about etcd for two seconds.
    boolean tooLong(Duration look) {
        return look.compareTo(LONG) > 0;
    }

    /// After a look, before the next one.
    ///
    /// @param took the look itself
    /// @param asking and the waiting for answers
    Duration afterLook(Duration deadline, Duration took, Duration asking) {
        return inTime(deadline, took.compareTo(BETWEEN) > 0 ? took : BETWEEN.minus(asking));
    }

    /// Where only time has to pass there is nothing to look at before its end: a restart shows by what it has
    /// changed.
    ///
    /// @param window what is left of it
    /// @param held whether the verdict is to hold for a time
    Duration untilItHasPassed(Duration deadline, Duration window, boolean held) {
        Duration wanted = window.isPositive() ? window : BETWEEN;
        return inTime(deadline, held && wanted.compareTo(WHILE_IT_HOLDS) > 0 ? WHILE_IT_HOLDS : wanted);
    }

    /// A cluster of which nothing is heard: not everything is followed. The longer it takes to become good, the less
    /// a moment counts.
    Duration withoutNews(Duration deadline) {
        Duration growing = elapsed().dividedBy(STEPS);
        return inTime(deadline, longer(SOME, growing.compareTo(RARELY) < 0 ? growing : RARELY));
    }

    /// At the deadline it is looked at once more.
    private Duration inTime(Duration deadline, Duration wanted) {
        Duration rest = deadline.minus(elapsed());
        Duration some = longer(wanted, MOMENT);
        return rest.isPositive() && rest.compareTo(some) < 0 ? rest : some;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
