package dev.kprov.shell;

import dev.kprov.inventory.Host;

/// One shell a host, opened when first asked for and kept until the end of the run. When its connection breaks, the
/// commands on it fail, and the next one gets a new connection.
public interface Shells extends AutoCloseable {
    /// The shell of a host; waits while another thread opens it. A host that once refused keeps refusing at once.
    Shell on(Host host) throws InterruptedException;

    @Override
    void close();
}
