package dev.kprov.shell.openssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The error stream of a command without the two marks that `Wrapped` puts into it. By them the exit status is
/// certain: that of ssh may be its own.
final class MarkedErrors extends InputStream {
    private static final int LONGEST_MARK = 48;
    private static final int KEPT = 4096;

    private final InputStream from;
    private final String start;
    private final Pattern mark;
    /// One char for each byte, so that what is no mark comes out unchanged.
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder before = new StringBuilder();
    private final CompletableFuture<String> group = new CompletableFuture<>();
    private final CompletableFuture<OptionalInt> status = new CompletableFuture<>();
    private byte[] ready = new byte[0];
    private int at;

    MarkedErrors(InputStream from, String nonce) {
        this.from = from;
        this.start = Wrapped.LEAD + nonce;
        this.mark = Pattern.compile(Pattern.quote(start) + "([ .])(\\d+)\n");
    }

    /// The process group of the command; empty when it never began.
    CompletableFuture<String> group() {
        return group;
    }

    /// Its exit status; empty when the stream ended without one.
    CompletableFuture<OptionalInt> status() {
        return status;
    }

    /// What was said while nothing had begun.
    synchronized String before() {
        return new String(before.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        byte[] chunk = new byte[1 << 13];
        while (at == ready.length) {
            int n = from.read(chunk);
            if (n < 0 && held.isEmpty()) {
                group.complete("");
                status.complete(OptionalInt.empty());
                return -1;
            }
            held.append(new String(chunk, 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
            ready = sift(n < 0).getBytes(StandardCharsets.ISO_8859_1);
            at = 0;
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, to, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return ready.length - at + from.available();
    }

    private String sift(boolean last) {
        StringBuilder own = new StringBuilder();
        Matcher matcher = mark.matcher(held);
        int end = 0;
        while (matcher.find()) {
            pass(held.substring(end, matcher.start()), own);
            end = matcher.end();
            if (matcher.group(1).equals(" ")) {
                group.complete(matcher.group(2));
            } else {
                status.complete(OptionalInt.of(Integer.parseInt(matcher.group(2))));
            }
        }
        int until = last ? held.length() : Math.max(end, beginOfMark());
        pass(held.substring(end, until), own);
        held.delete(0, until);
        return own.toString();
    }

    /// Where a mark may begin that has not come whole.
    private int beginOfMark() {
        int lead = held.lastIndexOf(Wrapped.LEAD);
        String tail = lead < 0 ? "" : held.substring(lead);
        boolean mayBe = tail.startsWith(start) || start.startsWith(tail);
        return lead < 0 || !mayBe || tail.length() > LONGEST_MARK ? held.length() : lead;
    }

    private synchronized void pass(String text, StringBuilder own) {
        own.append(text);
        if (!group.isDone() && before.length() < KEPT) {
            before.append(text);
        }
    }

    @Override
    public void close() throws IOException {
        from.close();
    }

    @Override
    public String toString() {
        return "MarkedErrors" + Arrays.asList(group, status);
    }
}
