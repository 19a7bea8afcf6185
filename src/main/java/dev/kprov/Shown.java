package dev.kprov;

import dev.kprov.cli.parts.Parts;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunListener;

/// A listener and how to end it.
record Shown(RunListener listener, Runnable end) implements Parts.View {
    @Override
    public void on(RunEvent event) {
        listener.on(event);
    }

    @Override
    public void close() {
        end.run();
    }
}
