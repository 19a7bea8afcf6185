package dev.kprov.shell.script;

import dev.kprov.shell.Output;

/// Shows what a step of another run prints, once the secrets are known that must not be shown.
final class Adopted implements Output {
    private static final String ALL_HIDDEN = "::kprov:: hidden";

    private final ScriptOutput output;
    private volatile boolean maskable;

    Adopted(ScriptRun.Listener listener) {
        this.output = new ScriptOutput(new Masked(listener), new Mask());
    }

    @Override
    public void line(Stream stream, String line) {
        if (line.equals(ALL_HIDDEN)) {
            maskable = true;
        } else {
            output.line(stream, line);
        }
    }

    private final class Masked implements ScriptRun.Listener {
        private final ScriptRun.Listener listener;

        Masked(ScriptRun.Listener listener) {
            this.listener = listener;
        }

        @Override
        public void line(Stream stream, String line) {
            if (maskable) {
                listener.line(stream, line);
            }
        }

        @Override
        public void waiting(String what) {
            if (maskable) {
                listener.waiting(what);
            }
        }
    }
}
