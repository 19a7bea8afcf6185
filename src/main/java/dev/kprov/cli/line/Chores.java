package dev.kprov.cli.line;

import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.parts.FreshCredentials;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.scope.Scope;
import dev.kprov.installer.Intent;
import dev.kprov.observe.Facts;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.run.Outcome;
import dev.kprov.shell.Shells;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done around a cluster without a look at it first; each a run of its own.
///
/// @param progress where progress is shown
public record Chores(Parts parts, Wanted wanted, Clock clock, PrintWriter progress) {
    /// Collects what the cluster's nodes logged into a run's folder; empty where the installer knows no way.
    public Optional<Ending> logs() {
        Map<String, String> files = parts.files(wanted.installer().files(wanted.profile()));
        Intent intent = new Intent(
                wanted.profile(),
                wanted.inventory(),
                new Facts(Map.of(), files, List.of()),
                FreshCredentials.make(parts, wanted));
        return wanted.installer().logs(intent).map(plan -> run("logs", plan));
    }

    /// Removes clusters that earlier runs of this profile left behind, where it names one for each run.
    ///
    /// @param age how old they must be
    public Optional<Ending> tidy(Duration age) {
        return wanted.installer().tidy(wanted.profile(), cluster(), age).map(plan -> run("tidy", plan));
    }

    private Ending run(String verb, Plan plan) {
        Scope scope = new Scope(wanted.inventory(), wanted.profile().onFailure(), Optional.empty());
        return new RecordedRun(parts, wanted.request(), cluster(), clock, progress).of(verb, (events, folder) -> {
            try (Shells shells = parts.shells(wanted.profile(), events.newKeys(wanted.request()))) {
                events.planned(plan);
                Map<StepId, Outcome> outcomes =
                        new PlanRun(parts, wanted, clock).of(plan, scope, shells, events, folder);
                return outcomes.values().stream().allMatch(Outcome::succeeded)
                        ? Conclusion.good(plan.steps().getFirst().title() + ": done")
                        : Conclusion.of(outcomes.values(), List.of());
            }
        });
    }

    private String cluster() {
        return wanted.inventory().cluster();
    }
}
