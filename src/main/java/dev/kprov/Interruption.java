package dev.kprov;

import dev.kprov.problem.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/// Turns Ctrl-C, SIGTERM and SIGHUP into an interruption of the thread that works, and lets it finish: steps are
/// ended on their hosts and the journal is completed. A further signal ends kprov at once.
final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread worker;
    private final Duration patience;
    private final IntConsumer halt;
    private final PrintWriter err;
    private final CountDownLatch over = new CountDownLatch(1);

    Interruption(Thread worker, Duration patience, IntConsumer halt, PrintWriter err) {
        this.worker = worker;
        this.patience = patience;
        this.halt = halt;
        this.err = err;
    }

    static Interruption ofThisThread(IntConsumer halt, PrintWriter err) {
        Interruption interruption = new Interruption(Thread.currentThread(), PATIENCE, halt, err);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "interruption"));
        return interruption;
    }

    /// The work is done; from here on an exit is an exit.
    void over() {
        over.countDown();
    }

    /// Called when the machine is going down, whether because of a signal or because the work is over.
    void shutDown() {
        if (over.getCount() == 0) {
            return;
        }
        SecondSignal.does(() -> halt.accept(ExitCode.INTERRUPTED.code()));
        worker.interrupt();
        // Last, because whoever has stopped the output of a terminal blocks this thread.
        err.println("interrupted: what runs on the hosts is ended first; once more to leave at once");
        err.flush();
        try {
            if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println("error: some steps did not end within " + patience.toSeconds() + " s of the interruption");
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // exit() waits for this hook, so that the code has to be given from here
        halt.accept(ExitCode.INTERRUPTED.code());
    }
}
