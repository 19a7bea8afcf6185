package dev.kprov.shell.process;

import dev.kprov.shell.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/// One output stream of a command: delivers each line as it comes and keeps the whole text, up to a limit.
final class Lines {
    /// More is never needed to understand a command, and many hosts print at once.
    static final int KEPT_BYTES = 16 << 20;

    private static final int LONGEST_LINE = 1 << 20;

    private final Output.Stream stream;
    private final Output output;
    private final ReentrantLock oneAtATime;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean cut;
    private boolean afterReturn;

    Lines(Output.Stream stream, Output output, ReentrantLock oneAtATime) {
        this.stream = stream;
        this.output = output;
        this.oneAtATime = oneAtATime;
    }

    void feed(byte[] bytes, int offset, int length) {
        keep(bytes, offset, length);
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                line.write(bytes, start, i - start);
                endLine(bytes[i]);
                start = i + 1;
            }
        }
        line.write(bytes, start, offset + length - start);
        if (line.size() >= LONGEST_LINE) {
            deliver();
        }
    }

    /// The stream is over: an unfinished line is a line, too.
    void end() {
        if (line.size() > 0) {
            deliver();
        }
    }

    /// Everything that was printed; says so when it is not everything.
    synchronized String text() {
        String text = kept.toString(StandardCharsets.UTF_8);
        return cut ? text + "\n[kprov: output cut after " + (KEPT_BYTES >> 20) + " MiB]\n" : text;
    }

    private synchronized void keep(byte[] bytes, int offset, int length) {
        int fits = Math.min(length, KEPT_BYTES - kept.size());
        kept.write(bytes, offset, fits);
        cut |= fits < length;
    }

    /// A carriage return ends a line as progress bars use it; a line break right after it belongs to the same end.
    private void endLine(byte end) {
        boolean secondHalf = end == '\n' && afterReturn && line.size() == 0;
        afterReturn = end == '\r';
        if (!secondHalf) {
            deliver();
        }
    }

    private void deliver() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        oneAtATime.lock();
        try {
            output.line(stream, text);
        } finally {
            oneAtATime.unlock();
        }
    }
}
