package dev.kprov.cli.line;

import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.scope.Scope;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import dev.kprov.run.Runner;
import dev.kprov.shell.Shells;
import java.time.Clock;
import java.util.Map;

/// Runs a plan for what is wanted.
record PlanRun(Parts parts, Wanted wanted, Clock clock) {
    Map<StepId, Outcome> of(Plan plan, Scope scope, Shells shells, RunListener events, RunFolder folder)
            throws InterruptedException {
        Map<StepId, Outcome> outcomes = parts.run(
                new Runner.Wiring(
                        shells,
                        wanted.inventory(),
                        new InstallerDiagnosis(wanted),
                        folder,
                        events,
                        clock,
                        scope.containment(),
                        wanted.request().parallel()),
                plan);
        if (Thread.interrupted() || outcomes.values().stream().anyMatch(Outcome.Interrupted.class::isInstance)) {
            throw new InterruptedException("interrupted while steps were running");
        }
        return outcomes;
    }
}
