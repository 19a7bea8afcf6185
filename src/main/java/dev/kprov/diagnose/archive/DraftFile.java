package dev.kprov.diagnose.archive;

import dev.kprov.run.PrivateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A file that grows to a limit and not beyond. What cannot be written is an `UncheckedIOException`.
final class DraftFile {
    private final OutputStream out;
    private final AtomicLong room;
    private long left;
    private boolean cut;
    private boolean closed;

    /// @param most bytes
    /// @param room what is left for all files together, in bytes
    DraftFile(Path file, long most, AtomicLong room) {
        try {
            this.out = new BufferedOutputStream(PrivateFile.append(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.left = most;
        this.room = room;
    }

    /// Writes all of a text or nothing; false when nothing more fits.
    synchronized boolean write(String text) {
        if (closed || cut) {
            return false;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > left || room.get() < bytes.length) {
            cut = true;
            return false;
        }
        left -= bytes.length;
        room.addAndGet(-bytes.length);
        return put(bytes);
    }

    /// Whether something did not fit.
    synchronized boolean cut() {
        return cut;
    }

    /// @param end what is written in any case
    synchronized void close(String end) {
        if (closed) {
            return;
        }
        put(end.getBytes(StandardCharsets.UTF_8));
        closed = true;
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean put(byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
