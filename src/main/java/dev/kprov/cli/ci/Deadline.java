package dev.kprov.cli.ci;

import java.time.Duration;

/// Interrupts the thread that made it when the time is over.
final class Deadline implements AutoCloseable {
    private final Thread timer;
    private volatile boolean over;

    private Deadline(Duration limit, Thread worker) {
        this.timer = Thread.ofVirtual().unstarted(() -> {
            try {
                Thread.sleep(limit);
                over = true;
                worker.interrupt();
            } catch (InterruptedException e) {
                // Closed in time. The thread ends here, so nobody needs the flag.
            }
        });
    }

    static Deadline in(Duration limit) {
        Deadline deadline = new Deadline(limit, Thread.currentThread());
        deadline.timer.start();
        return deadline;
    }

    boolean over() {
        return over;
    }

    /// No interruption of this deadline comes after that.
    @Override
    public void close() {
        timer.interrupt();
        boolean interrupted = false;
        while (timer.isAlive()) {
            try {
                timer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
