package dev.kprov.shell.process;

import dev.kprov.shell.Output;
import java.util.concurrent.locks.ReentrantLock;

/// One output stream of a command: delivers each line as it comes and keeps the text, both up to a limit.
final class Lines {
    private final Output.Stream stream;
    private final Output output;
    private final ReentrantLock oneAtATime;
    private final Kept kept = Kept.stream();
    private final Kept line = Kept.line();
    private boolean afterReturn;

    Lines(Output.Stream stream, Output output, ReentrantLock oneAtATime) {
        this.stream = stream;
        this.output = output;
        this.oneAtATime = oneAtATime;
    }

    void feed(byte[] bytes, int offset, int length) {
        kept.add(bytes, offset, length);
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                line.add(bytes, start, i - start);
                endLine(bytes[i]);
                start = i + 1;
            }
        }
        line.add(bytes, start, offset + length - start);
    }

    /// The stream is over: an unfinished line is a line, too.
    void end() {
        if (!line.isEmpty()) {
            deliver();
        }
    }

    String text() {
        return kept.text();
    }

    /// A carriage return ends a line as progress bars use it; a line break right after it belongs to the same end.
    private void endLine(byte end) {
        boolean secondHalf = end == '\n' && afterReturn && line.isEmpty();
        afterReturn = end == '\r';
        if (!secondHalf) {
            deliver();
        }
    }

    private void deliver() {
        String text = line.text();
        line.clear();
        oneAtATime.lock();
        try {
            output.line(stream, text);
        } finally {
            oneAtATime.unlock();
        }
    }
}
