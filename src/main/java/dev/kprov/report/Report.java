package dev.kprov.report;

import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that is worth knowing of a run once it is over.
public record Report(
        String runId,
        String verb,
        String cluster,
        Instant started,
        Instant finished,
        Duration took,
        ExitCode exitCode,
        String verdict,
        List<StageTime> stages,
        List<StepReport> steps,
        List<CheckReport> checks,
        List<Problem> problems,
        List<RunEvent.Remark> remarks,
        List<LeftOut> leftOut,
        Optional<RunEvent.ApiAsked> apiAsked) {
    public Report {
        stages = List.copyOf(stages);
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
        leftOut = List.copyOf(leftOut);
    }

    /// How long a stage or phase took, from the begin of its first step to the end of its last; stages overlap.
    public record StageTime(String title, Duration took) {}

    /// A host that the run went on without.
    public record LeftOut(String host, String why) {}

    /// @param outcome empty when the run ended before the step did
    public record StepReport(Step step, Optional<Outcome> outcome, Duration took) {
        Optional<Problem> problem() {
            return outcome.filter(Outcome.Failed.class::isInstance)
                    .map(Outcome.Failed.class::cast)
                    .map(Outcome.Failed::problem);
        }

        String word() {
            return outcome.map(Outcome::word).orElse("unfinished");
        }
    }

    /// @param verdict `Passed`, `Failed`, `Unknown` or `NotApplicable`
    /// @param open whether the check is against a good end
    public record CheckReport(String id, String title, String verdict, boolean open, String detail, String remedy) {}

    /// The report of a run that has a begin and an end; empty otherwise.
    public static Optional<Report> of(Tally tally) {
        return tally.started().flatMap(began -> tally.finished().map(ended -> of(tally, began, ended)));
    }

    /// The report of a run from its events, e.g. those of its journal.
    public static Optional<Report> of(List<RunEvent> events) {
        Tally tally = new Tally();
        events.forEach(tally::on);
        return of(tally);
    }

    private static Report of(Tally tally, RunEvent.RunStarted began, RunEvent.RunFinished ended) {
        return new Report(
                began.runId(),
                began.verb(),
                began.cluster(),
                began.at(),
                ended.at(),
                ended.took(),
                ended.exitCode(),
                ended.verdict(),
                tally.sections().stream()
                        .map(section -> new StageTime(section.title(), section.took(ended.at())))
                        .toList(),
                tally.steps().stream()
                        .map(state -> new StepReport(state.step(), state.outcome(), state.took()))
                        .toList(),
                tally.checks().stream().map(Report::check).toList(),
                tally.problems(),
                tally.remarks(),
                tally.leftOut().stream()
                        .map(host -> new LeftOut(host.host(), host.why()))
                        .toList(),
                tally.apiAsked());
    }

    private static CheckReport check(RunEvent.CheckFinished check) {
        return new CheckReport(
                check.check(), check.title(), check.verdict(), check.open(), check.detail(), check.remedy());
    }
}
