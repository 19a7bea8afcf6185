package dev.kprov.observe;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.shell.Shells;
import java.time.Duration;
import java.util.Set;

/// Gathers facts on all hosts at once, one read-only round trip each.
public final class Observer {
    private final Shells shells;
    private final int parallel;

    public Observer(Shells shells, int parallel) {
        this.shells = shells;
        this.parallel = parallel;
    }

    /// Told as each host answers.
    @FunctionalInterface
    public interface Listener {
        void observed(Host host, String summary, Duration took);
    }

    /// A host that cannot be reached becomes a problem of the facts, not an exception.
    ///
    /// @param documents files and URLs to read on this machine
    public Facts observe(Inventory inventory, Probe probe, Set<String> documents, Listener listener)
            throws InterruptedException {
        throw new UnsupportedOperationException("not written yet: " + shells + parallel);
    }
}
