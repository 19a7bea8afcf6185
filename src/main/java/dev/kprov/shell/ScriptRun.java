package dev.kprov.shell;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Sends a script to a host, runs it as root and understands what it says.
public final class ScriptRun {
    private ScriptRun() {}

    /// What a script left behind.
    ///
    /// @param result its exit status and output, without the lines that begin with `::kprov::`
    /// @param changes what it said it changed
    /// @param captured what it captured
    public record Finished(Result result, List<String> changes, Map<String, String> captured) {}

    /// Told what a script prints and waits for, while it runs; secrets are already masked.
    public interface Listener extends Output {
        void waiting(String what);
    }

    /// @param captured values of earlier steps, by name
    public static Finished run(
            Shell shell, Script script, Map<String, String> captured, Listener listener, Duration timeout)
            throws InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }
}
