package dev.kprov.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What became of a CI job: a cluster was made, a command was run against it, and the cluster was removed.
///
/// @param exitCode of the job as a whole
public record JobReport(
        String cluster,
        String profile,
        String installer,
        String runId,
        Instant began,
        int exitCode,
        List<Phase> phases) {
    public JobReport {
        phases = List.copyOf(phases);
    }

    /// @param name `Up`, `Verify`, `PreTestCmd`, `Test`, `PostTestCmd`, `Logs` or `Down`, in the words of kubetest2
    ///     where it has one
    /// @param verdict one sentence
    /// @param folder of the run that did it, below the artifacts; empty when none did
    public record Phase(String name, Result result, Duration took, String verdict, String folder) {}

    public enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    public boolean passed() {
        return exitCode == 0;
    }
}
