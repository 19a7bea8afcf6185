package dev.kprov.shell;

import dev.kprov.inventory.Host;

/// Opens each host's shell when it is first asked for, once, and closes them all at the end.
public final class HostShells implements Shells {
    private final Opener opener;

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
        return opener.open(host);
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("not written yet");
    }
}
