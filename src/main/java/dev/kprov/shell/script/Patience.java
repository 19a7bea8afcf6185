package dev.kprov.shell.script;

import dev.kprov.problem.KprovException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/// How long trouble of the network is waited out, and how often that is tried.
final class Patience {
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LAST = Duration.ofSeconds(8);

    private final long deadline;
    private final Duration longest;
    private OptionalLong givesUp = OptionalLong.empty();
    private Duration pause = FIRST;

    /// @param time for all that is to be done
    /// @param longest for one time of trouble
    Patience(Duration time, Duration longest) {
        this.deadline = System.nanoTime() + time.toNanos();
        this.longest = longest;
    }

    /// What is left of the time.
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /// There was no trouble, or it is over.
    void over() {
        pause = FIRST;
        givesUp = OptionalLong.empty();
    }

    /// Waits a while, with jitter: what many wait for must not be asked by all at once. Throws what it is given when
    /// that cannot pass, or did not in time.
    void outlast(KprovException trouble) throws InterruptedException {
        long now = System.nanoTime();
        long until = givesUp.orElse(now + Math.min(deadline - now, longest.toNanos()));
        givesUp = OptionalLong.of(until);
        if (!trouble.mayPass() || until - now <= pause.toNanos()) {
            throw trouble;
        }
        Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos())));
        pause = pause.multipliedBy(2).compareTo(LAST) < 0 ? pause.multipliedBy(2) : LAST;
    }
}
