package dev.kprov.shell;

import dev.kprov.shell.script.ScriptRun;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps what it is told, and lets a test wait for a line.
public final class RecordedOutput implements ScriptRun.Listener {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final String awaited;
    private final CountDownLatch seen = new CountDownLatch(1);

    public RecordedOutput() {
        this("");
    }

    public RecordedOutput(String awaited) {
        this.awaited = awaited;
    }

    @Override
    public void line(Stream stream, String line) {
        lines.add(stream + " " + line);
        if (line.equals(awaited)) {
            seen.countDown();
        }
    }

    @Override
    public void waiting(String what) {
        waits.add(what);
    }

    public List<String> lines() {
        return lines;
    }

    public List<String> waits() {
        return waits;
    }

    public boolean sawIt() throws InterruptedException {
        return seen.await(30, TimeUnit.SECONDS);
    }
}
