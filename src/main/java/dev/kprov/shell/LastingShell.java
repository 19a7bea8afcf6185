package dev.kprov.shell;

import dev.kprov.problem.KprovException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A shell that outlives its connection: after one broke, the next command opens another. It never repeats a command,
/// since only whoever gave it knows whether that does harm.
final class LastingShell implements Shell {
    /// Makes a new connection.
    @FunctionalInterface
    interface Opener {
        Shell open() throws InterruptedException;
    }

    private final Opener opener;
    /// Held while one command opens the connection that the others wait for.
    private final ReentrantLock opening = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Shell> current;
    private boolean closed;

    LastingShell(Shell first, Opener opener) {
        this.current = Optional.of(first);
        this.opener = opener;
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        Shell shell = current();
        try {
            return shell.run(command, output, timeout);
        } catch (KprovException e) {
            if (e.mayPass()) {
                drop(shell);
            }
            throw e;
        }
    }

    private Shell current() throws InterruptedException {
        opening.lockInterruptibly();
        try {
            Optional<Shell> shell = peek();
            return shell.isPresent() ? shell.get() : keep(opener.open());
        } finally {
            opening.unlock();
        }
    }

    private Optional<Shell> peek() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the shell is closed");
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private Shell keep(Shell shell) {
        lock.lock();
        try {
            if (closed) {
                shell.close();
                throw new IllegalStateException("the shell is closed");
            }
            current = Optional.of(shell);
            return shell;
        } finally {
            lock.unlock();
        }
    }

    /// In the background: a connection that is broken may take long to find out.
    @SuppressWarnings("ReferenceEquality") // this very connection is meant
    private void drop(Shell broken) {
        lock.lock();
        try {
            if (current.filter(shell -> shell == broken).isEmpty()) {
                return;
            }
            current = Optional.empty();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().start(broken::close);
    }

    @Override
    public void close() {
        Optional<Shell> last;
        lock.lock();
        try {
            closed = true;
            last = current;
            current = Optional.empty();
        } finally {
            lock.unlock();
        }
        last.ifPresent(Shell::close);
    }
}
