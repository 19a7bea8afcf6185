package dev.kprov.console;

import dev.kprov.run.RunEvent;
import dev.kprov.run.RunListener;
import dev.kprov.run.Tally;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Shows a run on a terminal: what has ended scrolls up, below it an area is drawn anew, ten times a second at most.
///
/// The cursor is hidden meanwhile; `close` brings it back, so it belongs into whatever runs on Ctrl-C too.
public final class LiveView implements RunListener, AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final String HIDE = "\u001b[?25l";
    private static final String SHOW = "\u001b[?25h";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    /// What a terminal has room for.
    public record Size(int columns, int rows) {}

    private final PrintWriter out;
    private final Theme theme;
    private final Supplier<Size> size;
    private final Clock clock;
    private final Tally tally = new Tally();
    private final Lines lines;
    private final LiveArea area;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> scrolling = new ArrayList<>();
    private List<String> drawn = List.of();
    private int width;
    private boolean hidden;

    /// A view that draws nothing by itself until `start`.
    ///
    /// @param size asked before each drawing, so that a resized window is noticed
    public LiveView(PrintWriter out, Theme theme, boolean verbose, Supplier<Size> size, Clock clock) {
        this.out = out;
        this.theme = theme;
        this.size = size;
        this.clock = clock;
        this.lines = new Lines(theme, tally, verbose);
        this.area = new LiveArea(theme, tally, lines);
    }

    /// Whether every check is shown, and not only what is waited for.
    public LiveView watching(boolean watch) {
        area.watch(watch);
        return this;
    }

    /// Begins to draw.
    public LiveView start() {
        Thread.ofVirtual().name("live-view").start(this::tick);
        return this;
    }

    @Override
    public void on(RunEvent event) {
        lock.lock();
        try {
            tally.on(event);
            scrolling.addAll(lines.of(event, columns()));
            if (event instanceof RunEvent.RunFinished end) {
                end(end);
            } else if (over.getCount() == 0) {
                // Too late for the ticker, e.g. a report that could not be written.
                print(List.of());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Draws what has happened since the last time.
    void draw() {
        lock.lock();
        try {
            if (over.getCount() > 0) {
                print(area.rows(clock.instant(), columns(), size.get().rows() - 1));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Clears the way for a question at the same terminal: nothing is drawn until it is answered.
    public <T> T aside(Question<T> question) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (over.getCount() > 0) {
                print(List.of());
                showCursor();
            }
            return question.ask();
        } finally {
            lock.unlock();
        }
    }

    /// Something to ask the user.
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws InterruptedException;
    }

    /// Ends the drawing and brings the cursor back; what was shown stays.
    @Override
    public void close() {
        lock.lock();
        try {
            if (over.getCount() > 0) {
                over.countDown();
                print(List.of());
            }
            showCursor();
        } finally {
            lock.unlock();
        }
    }

    private void showCursor() {
        if (hidden) {
            hidden = false;
            out.print(SHOW);
            out.flush();
        }
    }

    private void end(RunEvent.RunFinished end) {
        close();
        new Closing(theme, tally, false).lines(end).forEach(out::println);
        out.flush();
    }

    private void tick() {
        try {
            while (!over.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                draw();
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    /// One write for a whole picture: half of one would flicker.
    private void print(List<String> rows) {
        StringBuilder picture = new StringBuilder();
        if (!hidden && !rows.isEmpty()) {
            hidden = true;
            picture.append(HIDE);
        }
        if (!drawn.isEmpty()) {
            picture.append("\u001b[").append(drawn.size()).append("A\r");
        }
        // A window whose size has changed has mixed up what was there.
        boolean kept = scrolling.isEmpty() && width == columns();
        List<String> before = kept ? drawn : List.of();
        width = columns();
        for (String line : scrolling) {
            picture.append(Fit.cut(line, columns(), theme.ellipsis()))
                    .append(ERASE_LINE)
                    .append('\n');
        }
        for (int i = 0; i < rows.size(); i++) {
            // What stands there already is passed over.
            boolean same = i < before.size() && before.get(i).equals(rows.get(i));
            picture.append(same ? "" : rows.get(i) + ERASE_LINE).append('\n');
        }
        picture.append(ERASE_BELOW);
        scrolling.clear();
        drawn = List.copyOf(rows);
        out.print(picture);
        out.flush();
    }

    /// One less than there are: what ends in the last column makes some terminals wrap.
    private int columns() {
        return Math.max(10, size.get().columns() - 1);
    }
}
