package dev.kprov;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what another thread or process does, where it can tell nobody; never for ever, and without burning the
/// processor that the other one needs.
public final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(50);
    private static final Duration LOOK = Duration.ofMillis(5);

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
