package dev.kprov.shell.ssh.pace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Who may log in now: only a few at a time at the same server. OpenSSH's `MaxStartups` drops connections by chance
/// once
/// ten have not logged in yet.
public final class Turns {
    private static final int AT_ONCE = 8;

    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

    /// A place among those that log in.
    public record Turn(Semaphore place) {
        public void close() {
            place.release();
        }
    }

    /// Waits for one's turn.
    ///
    /// @param server any name for it, and always the same
    public Turn take(String server) throws InterruptedException {
        Semaphore place = places.computeIfAbsent(server, name -> new Semaphore(AT_ONCE, true));
        place.acquire();
        return new Turn(place);
    }
}
