package dev.kprov.cli.ci;

import dev.kprov.cli.ending.Ending;
import dev.kprov.problem.ExitCode;
import dev.kprov.report.JobReport.Phase;
import dev.kprov.report.JobReport.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What became of a job's phases so far, in their order.
final class Course {
    private final Path artifacts;
    private final List<Phase> phases = new ArrayList<>();

    Course(Path artifacts) {
        this.artifacts = artifacts;
    }

    /// Keeps what the run left, too.
    void ended(String phase, Ending run) {
        Artifacts.keep(run.folder(), artifacts, phase);
        boolean passed = run.exitCode() == ExitCode.OK || run.exitCode() == ExitCode.LEFT_OUT;
        phases.add(new Phase(phase, result(passed), run.took(), run.verdict(), Artifacts.folder(phase)));
    }

    /// Of a phase that was no run of kprov's.
    void ended(String phase, boolean passed, Duration took, String verdict) {
        phases.add(new Phase(phase, result(passed), took, verdict, ""));
    }

    void skipped(String phase, String why) {
        phases.add(new Phase(phase, Result.SKIPPED, Duration.ZERO, why, ""));
    }

    boolean passed(String phase) {
        return phases.stream().anyMatch(each -> each.name().equals(phase) && each.result() == Result.PASSED);
    }

    boolean anyFailed() {
        return phases.stream().anyMatch(phase -> phase.result() == Result.FAILED);
    }

    /// What failed and why, by the phase with this before its name.
    SequencedMap<String, String> failed(String before) {
        SequencedMap<String, String> failed = new LinkedHashMap<>();
        phases.stream()
                .filter(phase -> phase.result() == Result.FAILED)
                .forEach(phase -> failed.put(before + phase.name(), phase.verdict()));
        return failed;
    }

    List<Phase> phases() {
        return List.copyOf(phases);
    }

    private static Result result(boolean passed) {
        return passed ? Result.PASSED : Result.FAILED;
    }
}
