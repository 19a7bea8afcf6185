package dev.kprov.shell.openssh.jump;

import dev.kprov.inventory.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The sockets of connections to jump hosts. The first host behind a jump host makes the connection, the others use
/// it; it ends with the last of them.
public final class JumpSockets {
    private static final long LOOK_MILLIS = 20;

    private final Map<Access.Ssh, Path> places = new ConcurrentHashMap<>();
    private final Map<Access.Ssh, ReentrantLock> turns = new ConcurrentHashMap<>();

    /// Where the connection to a jump host is, or is to be made.
    ///
    /// @param own where to make it when there is none
    public Path place(Access.Ssh jump, Path own) {
        return places.compute(jump, (key, place) -> place != null && Files.exists(place) ? place : own);
    }

    /// Waits while another makes the connection to this jump host, but not for what it does then: its own host may
    /// be down.
    public Turn turn(Access.Ssh jump) throws InterruptedException {
        ReentrantLock lock = turns.computeIfAbsent(jump, key -> new ReentrantLock(true));
        while (!isThere(jump)) {
            if (lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!isThere(jump)) {
                    return new Turn(true, lock::unlock);
                }
                lock.unlock();
            }
        }
        return new Turn(false, () -> {});
    }

    private boolean isThere(Access.Ssh jump) {
        Path place = places.get(jump);
        return place != null && Files.exists(place);
    }

    /// @param first whether the connection has to be made now; nobody else makes it before this is closed
    public record Turn(boolean first, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
