package dev.kprov.shell.local;

import dev.kprov.shell.process.Running;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final long LOOK_MILLIS = 200;

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

    /// The group catches what is started while we look, the family what has left the group.
    @Override
    public void end() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        closeQuietly(process.getOutputStream());
        signalGroup("TERM");
        family.forEach(ProcessHandle::destroy);
        awaitEnd(family);
        signalGroup("KILL");
        Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
    }

    /// Java can signal a process, but no group of them.
    private void signalGroup(String signal) {
        ProcessBuilder kill =
                new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " \"-$0\"", String.valueOf(process.pid()));
        kill.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            kill.start().onExit().join();
        } catch (IOException e) {
            // Without a shell there is no group either: the family has to do.
            return;
        }
    }

    private static void awaitEnd(List<ProcessHandle> family) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        List<ProcessHandle> running = running(family);
        try {
            while (!running.isEmpty() && System.nanoTime() < deadline) {
                awaitAll(running);
                running = running(family);
            }
        } catch (InterruptedException e) {
            // Whoever interrupts a second time does not want to wait.
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAll(List<ProcessHandle> processes) throws InterruptedException {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Time to look again.
            return;
        }
    }

    private static List<ProcessHandle> running(List<ProcessHandle> processes) {
        return processes.stream().filter(LocalRunning::isRunning).toList();
    }

    /// Java takes a zombie for alive, and where nobody fetches orphans, as in many containers, it stays one.
    static boolean isRunning(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return process.isAlive() && !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            // Not Linux, or gone.
            return process.isAlive();
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
