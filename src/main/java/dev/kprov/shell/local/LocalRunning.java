package dev.kprov.shell.local;

import dev.kprov.shell.process.Running;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A process of this machine with all that it starts.
final class LocalRunning implements Running {
    /// Longer than a script's own way to an end takes.
    private static final long GRACE_SECONDS = 8;

    private final Process process;

    LocalRunning(Process process) {
        this.process = process;
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
        return process.getErrorStream();
    }

    @Override
    public int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void end() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        closeQuietly(process.getOutputStream());
        family.forEach(ProcessHandle::destroy);
        if (!over(family)) {
            Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean over(List<ProcessHandle> family) {
        CompletableFuture<?>[] exits =
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(GRACE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            // Whoever interrupts a second time does not want to wait.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
        closeQuietly(process.getErrorStream());
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nobody is there any more to read what was left in it.
        }
    }
}
