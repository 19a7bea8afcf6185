package dev.kprov.run;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Passes each event on to several listeners, in their order and one event at a time, whichever threads they come
/// from. The journal goes first, so that nothing is shown that is not kept.
///
/// A listener that fails is dropped and the others are told: a full disk on this machine is no reason to stop in the
/// middle of changing hosts.
public final class Broadcast implements RunListener {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<RunListener> listeners;

    public Broadcast(List<RunListener> listeners) {
        this.listeners = new ArrayList<>(listeners);
    }

    @Override
    public void on(RunEvent event) {
        lock.lock();
        try {
            pass(event);
        } finally {
            lock.unlock();
        }
    }

    private void pass(RunEvent event) {
        List<Problem> lost = new ArrayList<>();
        for (Iterator<RunListener> each = listeners.iterator(); each.hasNext(); ) {
            try {
                each.next().on(event);
            } catch (RuntimeException e) {
                each.remove();
                lost.add(lost(e));
            }
        }
        lost.forEach(problem -> pass(new RunEvent.ProblemFound(event.at(), problem)));
    }

    private static Problem lost(RuntimeException e) {
        return e instanceof UncheckedIOException io
                ? Problem.of(
                        ExitCode.INVALID,
                        "a record of this run is incomplete",
                        String.valueOf(io.getCause()),
                        "make room in the state folder, or name another one with --state-dir, before the next run")
                : Problem.of(
                        ExitCode.BUG,
                        "a record or view of this run stopped",
                        e.toString(),
                        "please report this as a bug of kprov, with the run's folder");
    }
}
