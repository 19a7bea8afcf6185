package dev.kprov.shell.process;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// What a run has learned about becoming root on one host. All its connections to that host share it, since accounts
/// get locked after a few wrong passwords, whichever connection they came over.
public final class Admission {
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean accepted;
    private volatile boolean terminal;
    private volatile Optional<Problem> refusal = Optional.empty();

    /// Throws what the host refused before.
    void check() {
        refusal.ifPresent(problem -> {
            throw new KprovException(problem);
        });
    }

    /// Blocks while the password of another command is being looked at, unless one was accepted before.
    ///
    /// @return whether the turn was taken, which then has to end
    boolean takeTurn() throws InterruptedException {
        if (accepted) {
            return false;
        }
        turn.acquire();
        if (refusal.isPresent() || accepted) {
            endTurn();
            check();
            return false;
        }
        return true;
    }

    void endTurn() {
        turn.release();
    }

    void accept() {
        accepted = true;
    }

    Problem refuse(Problem problem) {
        refusal = Optional.of(problem);
        return problem;
    }

    /// Whether the host is known to want a terminal.
    boolean terminal() {
        return terminal;
    }

    void wantTerminal() {
        terminal = true;
    }
}
