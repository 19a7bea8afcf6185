package dev.kprov.shell.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text that does not grow without end: whole up to a limit, of a longer one its beginning and its end. The end is
/// where a command says why it failed.
public final class Kept {
    private static final int HALF_A_STREAM = 1 << 19;
    private static final int LINE = 1 << 20;
    private static final int END_OF_A_LINE = 1 << 10;
    private static final String CUT = "[kprov: left out ";

    private final int most;
    private final int end;
    private final String around;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private final ByteArrayOutputStream last = new ByteArrayOutputStream();
    private long leftOut;

    private Kept(int most, int end, String around) {
        this.most = most;
        this.end = end;
        this.around = around;
    }

    /// What a command printed, of which 1 MiB is kept: many hosts print at once.
    public static Kept stream() {
        return new Kept(HALF_A_STREAM, HALF_A_STREAM, "\n");
    }

    /// One line of it. Its end matters, too: it says whether a detached step's line is whole.
    static Kept line() {
        return new Kept(LINE, END_OF_A_LINE, "");
    }

    /// Whether that is a line, or a text, of which something was left out.
    public static boolean isCut(String text) {
        return text.length() >= HALF_A_STREAM && text.contains(CUT);
    }

    public synchronized void add(byte[] bytes, int offset, int length) {
        int fits = Math.min(length, most - first.size());
        first.write(bytes, offset, fits);
        last.write(bytes, offset + fits, length - fits);
        if (last.size() >= 2 * end) {
            byte[] all = last.toByteArray();
            leftOut += all.length - end;
            last.reset();
            last.write(all, all.length - end, end);
        }
    }

    synchronized boolean isEmpty() {
        return first.size() == 0;
    }

    synchronized void clear() {
        first.reset();
        last.reset();
        leftOut = 0;
    }

    /// Bytes that are not UTF-8 are replaced.
    public synchronized String text() {
        byte[] tail = last.toByteArray();
        int over = Math.max(0, tail.length - end);
        if (leftOut + over == 0) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(first.toByteArray());
            whole.writeBytes(tail);
            return whole.toString(StandardCharsets.UTF_8);
        }
        return first.toString(StandardCharsets.UTF_8)
                + around
                + CUT
                + (leftOut + over)
                + " bytes]"
                + around
                + new String(Arrays.copyOfRange(tail, over, tail.length), StandardCharsets.UTF_8);
    }
}
