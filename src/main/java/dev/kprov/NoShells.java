package dev.kprov;

import dev.kprov.inventory.Host;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;

/// Of a cluster to whose nodes there is no way.
final class NoShells implements Shells {
    @Override
    public Shell on(Host host) {
        throw new IllegalStateException("there is no way to " + host.name());
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
