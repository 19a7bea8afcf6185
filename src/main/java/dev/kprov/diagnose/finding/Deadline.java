package dev.kprov.diagnose.finding;

import java.time.Duration;

/// When all must have been collected.
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// Zero when it is over.
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    public boolean over() {
        return left().isZero();
    }
}
