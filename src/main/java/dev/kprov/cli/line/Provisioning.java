package dev.kprov.cli.line;

import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.kubeconfig.UserKubeconfig;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Removal;
import dev.kprov.cli.request.Request;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.cli.scope.Limit;
import dev.kprov.cli.scope.Scope;
import dev.kprov.lock.ClusterLock;
import dev.kprov.plan.Plan;
import dev.kprov.report.BrokenRun;
import dev.kprov.run.RunFolder;
import dev.kprov.shell.Shells;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Watch;
import dev.kprov.verify.cluster.KubeApi.Context;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The line itself: observe → plan → run → verify. Every command that touches hosts is one walk along it.
public final class Provisioning {
    /// A cluster with a failed step is looked at, not waited for.
    private static final Duration BRIEFLY = Duration.ofSeconds(30);

    private final Parts parts;
    private final Request request;
    private final Wanted wanted;
    private final Surroundings surroundings;
    private final Clock clock;
    private final UserKubeconfig kubectl;
    private final PrintWriter progress;

    /// @param progress where progress is shown
    public Provisioning(Parts parts, Wanted wanted, Surroundings surroundings, PrintWriter progress) {
        this.parts = parts;
        this.request = wanted.request();
        this.wanted = wanted;
        this.surroundings = surroundings;
        this.clock = surroundings.clock();
        this.kubectl = new UserKubeconfig(surroundings);
        this.progress = progress;
    }

    /// What `up` would do. Changes nothing, keeps nothing.
    public Plan plan() throws InterruptedException {
        try (Parts.View view = parts.view(request.display(), progress);
                Shells shells = parts.shells(wanted.profile(), new Events(List.of(view), clock).newKeys(request))) {
            return planning(scope(), Optional.empty(), false)
                    .up(shells, new Events(List.of(view), clock))
                    .plan();
        }
    }

    /// @param first what is to be removed before, of what is there
    /// @param breakLock whether to put aside the lock of a run that gives no sign of life
    public Ending up(Optional<Removal> first, boolean breakLock) {
        Scope scope = scope();
        return recorded().of("up", (events, folder) -> up(events, folder, scope, first, breakLock));
    }

    /// @param breakLock whether to put aside the lock of a run that gives no sign of life
    public Ending down(Removal removal, boolean breakLock) {
        Scope scope = scope();
        scope.leaving();
        if (removal.gone()) {
            scope.giveUpLeaving();
        }
        return recorded().of("down", (events, folder) -> down(events, folder, scope, removal, breakLock));
    }

    /// @param given whose cluster is to be verified; the one that `up` fetched when empty
    public Ending verify(Optional<Context> given) {
        Context context =
                given.orElseGet(() -> Context.currentOf(request.state().existingKubeconfig(cluster())));
        return recorded().of("verify", (events, folder) -> {
            try (Shells shells = parts.shells(wanted.profile(), events.newKeys(request));
                    Watch watch = parts.watch(wanted)) {
                return verdict(verified(shells, context, wanted, watch, events));
            }
        });
    }

    private Conclusion up(Events events, RunFolder folder, Scope scope, Optional<Removal> first, boolean breakLock)
            throws InterruptedException {
        try (Shells shells = parts.shells(wanted.profile(), events.newKeys(request));
                Watch watch = parts.watch(wanted)) {
            return exclusive("up", events, folder, breakLock).of(lock -> {
                if (first.isPresent()) {
                    Rounds.Last removal = removal(shells, scope, lock, events, folder, first.get(), true);
                    if (!scope.contained(removal.outcomes())) {
                        return Conclusion.of(removal.outcomes().values(), List.of(request.command("up") + " --fresh"));
                    }
                    request.state().forgetKubeconfig(cluster());
                } else {
                    BrokenRun.of(request.state().root(), cluster(), folder.runId())
                            .ifPresent(run -> events.remark("", run.text() + "; going on from what the hosts show"));
                }
                return up(shells, watch, scope, lock, events, folder);
            });
        }
    }

    private Conclusion up(Shells shells, Watch watch, Scope scope, ClusterLock lock, Events events, RunFolder folder)
            throws InterruptedException {
        if (Files.exists(kubeconfig())) {
            watch.begin(kubeconfig());
        }
        Rounds.Last last = new Rounds(parts, wanted, events, shells)
                .of(
                        () -> {
                            Planning.Planned planned =
                                    planning(scope, Optional.of(lock), false).up(shells, events);
                            scope.notYet().forEach(host -> events.leftOut(host, "it is not in " + Limit.OPTION));
                            request.profile().ifPresent(name -> request.state().remember(cluster(), name));
                            return planned;
                        },
                        (planned, round) -> new PlanRun(parts, wanted, clock)
                                .of(
                                        planned.plan(),
                                        scope,
                                        shells,
                                        new Watching(planned.plan(), watch, events, request.state()),
                                        folder.round(round)));
        Wanted there = wanted.of(scope.meant());
        if (scope.contained(last.outcomes())) {
            return verdict(verified(shells, Context.currentOf(kubeconfig()), there, watch, events))
                    .without(scope.leftOut(), request.command("up"));
        }
        if (new ApiServer(wanted).canBeExpected(last.planned().plan(), last.outcomes())) {
            verified(shells, Context.currentOf(kubeconfig()), there.within(BRIEFLY), watch, events);
        }
        return Conclusion.of(last.outcomes().values(), List.of(request.command("up")));
    }

    private Conclusion down(Events events, RunFolder folder, Scope scope, Removal removal, boolean breakLock)
            throws InterruptedException {
        try (Shells shells = parts.shells(wanted.profile(), events.newKeys(request));
                Watch watch = parts.watch(wanted)) {
            if (!scope.leaving().isEmpty() && Files.exists(kubeconfig())) {
                watch.begin(kubeconfig());
            }
            return exclusive("down", events, folder, breakLock).of(lock -> {
                Rounds.Last last = removal(shells, scope, lock, events, folder, removal, false);
                String again = removal.gone()
                        ? request.command("node remove --dead " + String.join(" ", scope.leaving()))
                        : request.command("down");
                return scope.contained(last.outcomes())
                        ? removed(shells, watch, scope, events, last.planned().plan())
                                .without(scope.leftOut(), again)
                        : Conclusion.of(last.outcomes().values(), List.of(again));
            });
        }
    }

    /// A cluster that goes on has to work without those that left it.
    private Conclusion removed(Shells shells, Watch watch, Scope scope, Events events, Plan plan)
            throws InterruptedException {
        Conclusion removed = Conclusion.removed(cluster(), plan.nothingToDo(), scope.leaving());
        if (scope.leaving().isEmpty()) {
            kubectl.remove(cluster(), kubeconfig()).ifPresent(text -> events.remark("", text));
            request.state().forgetKubeconfig(cluster());
            return removed;
        }
        if (!Files.exists(kubeconfig())) {
            return removed;
        }
        Wanted staying = wanted.of(scope.staying());
        return verdict(verified(shells, Context.currentOf(kubeconfig()), staying, watch, events))
                .after(removed);
    }

    /// @param ends whether steps that an earlier run left running are ended, not waited for
    private Rounds.Last removal(
            Shells shells,
            Scope scope,
            ClusterLock lock,
            Events events,
            RunFolder folder,
            Removal removal,
            boolean ends)
            throws InterruptedException {
        return new Rounds(parts, wanted, events, shells)
                .of(
                        () -> {
                            Planning.Planned planned =
                                    planning(scope, Optional.of(lock), ends).down(shells, events, removal.purge());
                            removal.consent().to(planned.plan());
                            return planned;
                        },
                        (planned, round) -> new PlanRun(parts, wanted, clock)
                                .of(planned.plan(), scope, shells, events, folder.round(round)));
    }

    private List<CheckResult> verified(Shells shells, Context context, Wanted what, Watch watch, Events events)
            throws InterruptedException {
        return events.phase("verify", "verify cluster", () -> parts.verify(shells, context, what, watch, events));
    }

    private Conclusion verdict(List<CheckResult> checks) {
        return Conclusion.ofChecks(
                cluster(),
                checks,
                List.of("export KUBECONFIG=" + Request.quoted(kubeconfig().toString())),
                List.of(request.command("verify")));
    }

    /// Where the cluster's kubeconfig is, or will be.
    public Path kubeconfig() {
        return request.state().kubeconfig(cluster()).toAbsolutePath().normalize();
    }

    private String cluster() {
        return wanted.inventory().cluster();
    }

    private Scope scope() {
        return new Scope(
                wanted.inventory(), request.onFailure().orElse(wanted.profile().onFailure()), request.limit());
    }

    private Planning planning(Scope scope, Optional<ClusterLock> lock, boolean ends) {
        return new Planning(parts, wanted.of(scope.reachable()), scope, request.parallel(), lock, ends);
    }

    private Exclusive exclusive(String verb, Events events, RunFolder folder, boolean breakLock) {
        return new Exclusive(wanted, surroundings, events, folder, verb, breakLock);
    }

    private RecordedRun recorded() {
        return new RecordedRun(parts, request, cluster(), clock, progress);
    }
}
