package dev.kprov.cli.line;

import dev.kprov.cli.diagnosis.Diagnosing;
import dev.kprov.cli.diagnosis.Subject;
import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.scope.Scope;
import dev.kprov.lock.ClusterLock;
import dev.kprov.plan.Plan;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import dev.kprov.shell.Shells;
import dev.kprov.verify.Watch;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/// Where a run changes a cluster, and with what.
///
/// @param lock held as long as this lasts
record Scene(
        Parts parts,
        Wanted wanted,
        Clock clock,
        Shells shells,
        Watch watch,
        Scope scope,
        ClusterLock lock,
        Events events,
        RunFolder folder) {

    /// @param ends whether steps that an earlier run left running are ended, not waited for
    Planning planning(boolean ends) {
        return new Planning(
                parts, wanted.of(scope.reachable()), scope, wanted.request().parallel(), Optional.of(lock), ends);
    }

    /// @param listener who listens to the steps of a plan
    Rounds.Last run(Rounds.Planner planner, Function<Plan, RunListener> listener) throws InterruptedException {
        return new Rounds(parts, wanted, events, shells)
                .of(
                        planner,
                        (planned, round) -> new PlanRun(parts, wanted, clock)
                                .of(
                                        planned.plan(),
                                        scope,
                                        shells,
                                        listener.apply(planned.plan()),
                                        folder.round(round)));
    }

    /// The conclusion of a run that failed, with an archive of what hosts and cluster tell.
    Conclusion diagnosed(Conclusion failed) throws InterruptedException {
        Diagnosing diagnosing =
                new Diagnosing(parts, wanted.request().parallel(), folder, text -> events.remark("", text));
        Subject subject = Subject.of(
                wanted.nodes().without(scope.gone()), wanted.request().state());
        return events.phase("diagnose", "diagnose cluster", () -> diagnosing.after(failed, subject, shells));
    }
}
