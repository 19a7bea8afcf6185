package dev.kprov.diagnose.host;

import java.time.Duration;

/// Interrupts a thread after a while, at most once, and never after it was stopped.
final class Alarm {
    private boolean rang;
    private boolean stopped;

    /// Waits, and interrupts.
    void after(Duration time, Thread worker) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            return;
        }
        ring(worker);
    }

    private synchronized void ring(Thread worker) {
        if (!stopped) {
            rang = true;
            worker.interrupt();
        }
    }

    synchronized boolean rang() {
        return rang;
    }

    /// False when it has rung before.
    synchronized boolean stop(Thread watch) {
        stopped = true;
        watch.interrupt();
        return !rang;
    }
}
