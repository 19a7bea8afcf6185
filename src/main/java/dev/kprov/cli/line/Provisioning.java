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
import dev.kprov.plan.Plan;
import dev.kprov.report.BrokenRun;
import dev.kprov.shell.Shells;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Watch;
import dev.kprov.verify.api.KubeApi.Context;
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
    ///
    /// @param upgrade whether it is what `upgrade` would do instead
    public Plan plan(boolean upgrade) throws InterruptedException {
        try (Parts.View view = parts.view(request.display(), progress);
                Shells shells = parts.shells(wanted.profile(), new Events(List.of(view), clock).newKeys(request))) {
            Scope scope = scope();
            return new Planning(parts, wanted.of(scope.reachable()), scope, request.parallel(), Optional.empty(), false)
                    .make(upgrade ? Making.UPGRADE : Making.UP, shells, new Events(List.of(view), clock))
                    .plan();
        }
    }

    /// How a change is gone about.
    ///
    /// @param breakLock whether to put aside the lock of a run that gives no sign of life
    /// @param diagnose whether to collect what tells why, should it fail
    public record Manner(boolean breakLock, boolean diagnose) {
        public static final Manner PLAIN = new Manner(false, false);
    }

    /// @param first what is to be removed before, of what is there
    public Ending up(Optional<Removal> first, Manner manner) {
        return run(Making.UP.verb(), scope(), manner, scene -> {
            if (first.isPresent()) {
                Rounds.Last removal = removal(scene, first.get(), true);
                if (!scene.scope().contained(removal.outcomes())) {
                    return Conclusion.of(removal.outcomes().values(), List.of(request.command("up") + " --fresh"));
                }
                request.state().forgetKubeconfig(cluster());
            } else {
                tellOfBrokenRun(scene);
            }
            return make(Making.UP, scene);
        });
    }

    public Ending upgrade(Manner manner) {
        return run(Making.UPGRADE.verb(), scope(), manner, scene -> {
            tellOfBrokenRun(scene);
            return make(Making.UPGRADE, scene);
        });
    }

    public Ending down(Removal removal, Manner manner) {
        Scope scope = scope();
        scope.leaving();
        if (removal.gone()) {
            scope.giveUpLeaving();
        }
        return run("down", scope, manner, scene -> down(scene, removal));
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

    @FunctionalInterface
    private interface Act {
        Conclusion on(Scene scene) throws InterruptedException;
    }

    /// Alone on the cluster, and recorded.
    private Ending run(String verb, Scope scope, Manner manner, Act act) {
        return recorded().of(verb, (events, folder) -> {
            try (Shells shells = parts.shells(wanted.profile(), events.newKeys(request));
                    Watch watch = parts.watch(wanted)) {
                return new Exclusive(wanted, surroundings, events, folder, verb, manner.breakLock()).of(lock -> {
                    Scene scene = new Scene(parts, wanted, clock, shells, watch, scope, lock, events, folder);
                    Conclusion conclusion = act.on(scene);
                    return manner.diagnose() && !conclusion.good() ? scene.diagnosed(conclusion) : conclusion;
                });
            }
        });
    }

    private void tellOfBrokenRun(Scene scene) {
        BrokenRun.of(request.state().root(), cluster(), scene.folder().runId())
                .ifPresent(run -> scene.events().remark("", run.text() + "; going on from what the hosts show"));
    }

    private Conclusion make(Making making, Scene scene) throws InterruptedException {
        Events events = scene.events();
        Scope scope = scene.scope();
        beginToWatch(scene);
        Rounds.Last last = scene.run(
                () -> {
                    Planning.Planned planned = scene.planning(false).make(making, scene.shells(), events);
                    scope.notYet().forEach(host -> events.leftOut(host, "it is not in " + Limit.OPTION));
                    request.profile().ifPresent(name -> request.state().remember(cluster(), name));
                    return planned;
                },
                plan -> new Watching(plan, scene.watch(), events, request.state()));
        Wanted there = wanted.of(scope.meant());
        String again = request.command(making.verb());
        if (scope.contained(last.outcomes())) {
            return verdict(verified(scene, there)).without(scope.leftOut(), again);
        }
        if (new ApiServer(wanted).canBeExpected(last.planned().plan(), last.outcomes())) {
            verified(scene, there.within(BRIEFLY));
        }
        return Conclusion.of(last.outcomes().values(), List.of(again));
    }

    private Conclusion down(Scene scene, Removal removal) throws InterruptedException {
        Scope scope = scene.scope();
        if (!scope.leaving().isEmpty()) {
            beginToWatch(scene);
        }
        Rounds.Last last = removal(scene, removal, false);
        String again = removal.gone()
                ? request.command("node remove --dead " + String.join(" ", scope.leaving()))
                : request.command("down");
        return scope.contained(last.outcomes())
                ? removed(scene, last.planned().plan()).without(scope.leftOut(), again)
                : Conclusion.of(last.outcomes().values(), List.of(again));
    }

    /// A cluster that goes on has to work without those that left it.
    private Conclusion removed(Scene scene, Plan plan) throws InterruptedException {
        Scope scope = scene.scope();
        Conclusion removed = Conclusion.removed(cluster(), plan.nothingToDo(), scope.leaving());
        if (scope.leaving().isEmpty()) {
            kubectl.remove(cluster(), kubeconfig())
                    .ifPresent(text -> scene.events().remark("", text));
            request.state().forgetKubeconfig(cluster());
            return removed;
        }
        return Files.exists(kubeconfig())
                ? verdict(verified(scene, wanted.of(scope.staying()))).after(removed)
                : removed;
    }

    /// @param ends whether steps that an earlier run left running are ended, not waited for
    private Rounds.Last removal(Scene scene, Removal removal, boolean ends) throws InterruptedException {
        return scene.run(
                () -> {
                    Planning.Planned planned =
                            scene.planning(ends).down(scene.shells(), scene.events(), removal.purge());
                    removal.consent().to(planned.plan());
                    return planned;
                },
                plan -> scene.events());
    }

    private void beginToWatch(Scene scene) {
        if (Files.exists(kubeconfig())) {
            scene.watch().begin(kubeconfig());
        }
    }

    private List<CheckResult> verified(Scene scene, Wanted what) throws InterruptedException {
        return verified(scene.shells(), Context.currentOf(kubeconfig()), what, scene.watch(), scene.events());
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

    private RecordedRun recorded() {
        return new RecordedRun(parts, request, cluster(), clock, progress);
    }
}
