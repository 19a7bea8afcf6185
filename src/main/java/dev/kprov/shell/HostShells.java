package dev.kprov.shell;

import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Opens each host's shell when it is first asked for, once, and closes them all at the end.
public final class HostShells implements Shells {
    private final Opener opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CompletableFuture<Shell>> shells = new HashMap<>();
    private boolean closed;

    public HostShells(Opener opener) {
        this.opener = opener;
    }

    /// Makes the right kind of shell for a host.
    @FunctionalInterface
    public interface Opener {
        Shell open(Host host) throws InterruptedException;
    }

    @Override
    public Shell on(Host host) throws InterruptedException {
        Claim claim = claim(host.name());
        if (claim.first()) {
            open(host, claim.shell());
        }
        try {
            return claim.shell().get();
        } catch (ExecutionException e) {
            boolean othersInterruption = !claim.first() && e.getCause() instanceof InterruptedException;
            return othersInterruption ? on(host) : refuse(host, e.getCause());
        }
    }

    /// @param first whether whoever asked has to open it
    private record Claim(CompletableFuture<Shell> shell, boolean first) {}

    private Claim claim(String host) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the shells are closed");
            }
            boolean first = !shells.containsKey(host);
            return new Claim(shells.computeIfAbsent(host, name -> new CompletableFuture<>()), first);
        } finally {
            lock.unlock();
        }
    }

    private void open(Host host, CompletableFuture<Shell> promise) {
        try {
            Shell shell = new LastingShell(opener.open(host), () -> opener.open(host));
            if (!keep(promise, shell)) {
                shell.close();
            }
        } catch (InterruptedException e) {
            // Only this caller was interrupted: whoever waits for it tries again.
            forget(host);
            promise.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            promise.completeExceptionally(e);
        }
    }

    private boolean keep(CompletableFuture<Shell> promise, Shell shell) {
        lock.lock();
        try {
            promise.complete(shell);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Host host) {
        lock.lock();
        try {
            shells.remove(host.name());
        } finally {
            lock.unlock();
        }
    }

    private Shell refuse(Host host, @Nullable Throwable cause) throws InterruptedException {
        if (cause instanceof KprovException known) {
            throw known;
        }
        if (cause instanceof InterruptedException) {
            throw new InterruptedException("opening the shell of " + host.name() + " was interrupted");
        }
        throw new IllegalStateException("cannot open the shell of " + host.name(), cause);
    }

    @Override
    public void close() {
        List<Shell> open = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            shells.values().stream()
                    .filter(shell -> shell.isDone() && !shell.isCompletedExceptionally())
                    .forEach(shell -> open.add(shell.join()));
            shells.clear();
        } finally {
            lock.unlock();
        }
        closeAll(open);
    }

    /// At the same time: a host that does not answer any more must not hold up the others.
    private static void closeAll(List<Shell> shells) {
        List<Thread> threads = shells.stream()
                .map(shell -> Thread.ofVirtual().start(shell::close))
                .toList();
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
