package dev.kprov.shell.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Reads one stream of a command to its end.
final class Drain {
    /// A process that the command left behind may keep a stream open for ever.
    private static final long STRAGGLERS_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 100;
    /// Or fill it for ever.
    private static final int MOST_LOOKS = 600;

    private final InputStream from;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean waits;

    Drain(InputStream from) {
        this.from = from;
    }

    /// Takes what has come.
    @FunctionalInterface
    interface Taker {
        void take(byte[] bytes, int length) throws IOException, InterruptedException;
    }

    /// Blocks until the stream ends or is closed.
    ///
    /// @param failed is told what the others broke down with, before the stream counts as ended: whoever waits for
    ///     that must not miss it
    void run(Taker taker, Runnable end, Consumer<Throwable> failed) throws InterruptedException {
        try {
            read(taker);
            end.run();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        } finally {
            over.countDown();
        }
    }

    private void read(Taker taker) throws InterruptedException {
        byte[] buffer = new byte[1 << 15];
        try {
            for (int n = next(buffer); n >= 0; n = next(buffer)) {
                taker.take(buffer, n);
            }
        } catch (IOException e) {
            // A closed stream: the end of the command, known elsewhere, is what counts.
            return;
        }
    }

    private int next(byte[] buffer) throws IOException {
        waits = true;
        try {
            return from.read(buffer);
        } finally {
            waits = false;
        }
    }

    /// Blocks until the stream has ended, or has nothing left of what came before its command's end. However slow a
    /// busy machine or a listener is, nothing of that is given up.
    ///
    /// @param first whether nobody has waited for the command's stragglers yet
    /// @return whether it has ended
    boolean awaitEnd(boolean first) throws InterruptedException {
        boolean ended = over.await(first ? STRAGGLERS_MILLIS : 0, TimeUnit.MILLISECONDS);
        // Twice, since what was just read has not been taken yet.
        int quiet = 0;
        for (int look = 0; !ended && quiet < 2 && look < MOST_LOOKS; look++) {
            quiet = isQuiet() ? quiet + 1 : 0;
            ended = over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return ended;
    }

    private boolean isQuiet() {
        try {
            return waits && from.available() == 0;
        } catch (IOException e) {
            // Closed.
            return true;
        }
    }
}
