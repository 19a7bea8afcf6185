package dev.kprov.lock;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.process.Spoken;
import java.time.Duration;

/// Why a run does not get the lock.
///
/// @param breaks whether it wants to put aside a lock without a sign of life
/// @param command what to type for that
record Refusal(Owner owner, boolean breaks, String command) {
    /// After this time without a sign of life, a run may have died.
    static final Duration DEAD = Duration.ofSeconds(60);

    Problem of(HostLock.Held held) {
        return problem(
                held, "another run of kprov is changing cluster " + held.owner().cluster(), remedy(held));
    }

    /// Of a run that had the lock.
    Problem lost(HostLock.Held held) {
        return problem(
                held,
                "another run of kprov has taken over the lock of cluster " + owner.cluster(),
                "wait for the end of that run, then look at the cluster with kprov verify");
    }

    private static Problem problem(HostLock.Held held, String what, String remedy) {
        return new Problem(
                ExitCode.BUSY,
                held.host(),
                what,
                held.owner() + " has held the lock of " + held.host() + " since " + held.since() + ", " + silence(held),
                remedy);
    }

    private String remedy(HostLock.Held held) {
        boolean dead = held.silent().compareTo(DEAD) >= 0;
        if (dead) {
            return "it may have died, or lost its way to " + held.host() + ": see on "
                    + held.owner().hostname() + " that it is gone, then run: " + command;
        }
        return "wait for its end, or end it on " + held.owner().hostname() + "; its lock goes with it"
                + (breaks
                        ? " (--break-lock takes only a lock without a sign of life for " + Spoken.time(DEAD) + ")"
                        : "");
    }

    static String silence(HostLock.Held held) {
        return held.silent().isZero()
                ? "its last sign of life came just now"
                : "its last sign of life came " + Spoken.time(held.silent()) + " ago";
    }
}
