package dev.kprov.shell.ssh.pace;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many sessions one connection may have at the same time: as many as its server turns out to allow.
public final class SessionLimit {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private int allowed;
    private int running;

    /// @param most where the server does not say less
    public SessionLimit(int most) {
        this.allowed = most;
    }

    /// Waits until another session is allowed.
    public void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running >= allowed) {
                free.await();
            }
            running++;
        } finally {
            lock.unlock();
        }
    }

    public void leave() {
        lock.lock();
        try {
            running--;
            free.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The server refused the session of whoever asks: as many as run beside it are what it allows. Waits until one
    /// of them has ended; false, at once, when there is none.
    public boolean awaitAnother() throws InterruptedException {
        lock.lock();
        try {
            running--;
            if (running == 0) {
                return false;
            }
            allowed = Math.min(allowed, running);
            while (running >= allowed) {
                free.await();
            }
            return true;
        } finally {
            running++;
            lock.unlock();
        }
    }
}
