package dev.kprov.cli.line;

import dev.kprov.cli.request.LocalLock;
import dev.kprov.cli.request.Request;
import dev.kprov.cli.scope.Limit;
import dev.kprov.cli.scope.Scope;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import dev.kprov.run.Runner;
import dev.kprov.shell.Shells;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Watch;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The line itself: observe → plan → run → verify. Every command that touches hosts is one walk along it.
public final class Provisioning {
    /// A cluster with a failed step is looked at, not waited for.
    private static final Duration BRIEFLY = Duration.ofSeconds(30);

    private final Parts parts;
    private final Request request;
    private final Wanted wanted;
    private final Clock clock;
    private final PrintWriter progress;

    /// @param progress where progress is shown
    public Provisioning(Parts parts, Request request, Wanted wanted, Clock clock, PrintWriter progress) {
        this.parts = parts;
        this.request = request;
        this.wanted = wanted;
        this.clock = clock;
        this.progress = progress;
    }

    /// What `up` would do. Changes nothing, keeps nothing.
    public Plan plan() throws InterruptedException {
        try (Parts.View view = parts.view(request.display(), progress);
                Shells shells = parts.shells(wanted.profile())) {
            return planning(scope(), false).up(shells, new Events(List.of(view), clock));
        }
    }

    public Ending up() {
        Scope scope = scope();
        return recorded().of("up", (events, folder) -> alone("up", folder, () -> up(events, folder, scope)));
    }

    public Ending down(boolean purge) {
        Scope scope = scope();
        scope.leaving();
        return recorded()
                .of("down", (events, folder) -> alone("down", folder, () -> down(events, folder, scope, purge)));
    }

    public Ending verify() {
        Path kubeconfig = request.state().existingKubeconfig(cluster());
        return recorded().of("verify", (events, folder) -> {
            try (Shells shells = parts.shells(wanted.profile());
                    Watch watch = parts.watch(wanted)) {
                return verdict(verified(shells, kubeconfig, wanted, watch, events));
            }
        });
    }

    private Conclusion up(Events events, RunFolder folder, Scope scope) throws InterruptedException {
        try (Shells shells = parts.shells(wanted.profile());
                Watch watch = parts.watch(wanted)) {
            if (Files.exists(kubeconfig())) {
                watch.begin(kubeconfig());
            }
            Plan plan = planning(scope, true).up(shells, events);
            scope.notYet().forEach(host -> events.leftOut(host, "it is not in " + Limit.OPTION));
            request.profile().ifPresent(this::remember);
            Map<StepId, Outcome> outcomes = run(plan, scope, shells, watching(plan, watch, events), folder);
            Wanted there = wanted.of(scope.meant());
            if (scope.contained(outcomes)) {
                return verdict(verified(shells, kubeconfig(), there, watch, events))
                        .without(scope.leftOut(), request.command("up"));
            }
            if (apiCanBeExpected(plan, outcomes)) {
                verified(shells, kubeconfig(), there.within(BRIEFLY), watch, events);
            }
            return Conclusion.of(outcomes.values(), List.of(request.command("up")));
        }
    }

    private Conclusion down(Events events, RunFolder folder, Scope scope, boolean purge) throws InterruptedException {
        try (Shells shells = parts.shells(wanted.profile())) {
            Plan plan = planning(scope, true).down(shells, events, purge);
            Map<StepId, Outcome> outcomes = run(plan, scope, shells, events, folder);
            if (!scope.contained(outcomes)) {
                return Conclusion.of(outcomes.values(), List.of(request.command("down")));
            }
            if (scope.leaving().isEmpty()) {
                request.state().forgetKubeconfig(cluster());
            }
            return Conclusion.good(removed(plan, scope.leaving())).without(scope.leftOut(), request.command("down"));
        }
    }

    private String removed(Plan plan, Set<String> leaving) {
        if (plan.nothingToDo()) {
            return "no host is part of cluster " + cluster();
        }
        return leaving.isEmpty()
                ? "cluster " + cluster() + " is removed"
                : "removed from cluster " + cluster() + ": " + String.join(", ", leaving);
    }

    /// Passes everything on, and has the cluster watched as soon as its kubeconfig is here.
    private RunListener watching(Plan plan, Watch watch, Events events) {
        Set<StepId> fetches = plan.steps().stream()
                .filter(step -> step.stage() == Stage.KUBECONFIG)
                .map(Step::id)
                .collect(Collectors.toUnmodifiableSet());
        return event -> {
            events.on(event);
            if (event instanceof RunEvent.StepFinished step
                    && fetches.contains(step.id())
                    && step.outcome().succeeded()) {
                watch.begin(kubeconfig());
            }
        };
    }

    private Map<StepId, Outcome> run(Plan plan, Scope scope, Shells shells, RunListener events, RunFolder folder)
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
                        request.parallel()),
                plan);
        if (Thread.interrupted() || outcomes.values().stream().anyMatch(Outcome.Interrupted.class::isInstance)) {
            throw new InterruptedException("interrupted while steps were running");
        }
        return outcomes;
    }

    private List<CheckResult> verified(Shells shells, Path kubeconfig, Wanted what, Watch watch, Events events)
            throws InterruptedException {
        return events.phase("verify", "verify cluster", () -> parts.verify(shells, kubeconfig, what, watch, events));
    }

    private Conclusion verdict(List<CheckResult> checks) {
        return Conclusion.ofChecks(
                cluster(),
                checks,
                List.of("export KUBECONFIG=" + Request.quoted(kubeconfig().toString())),
                List.of(request.command("verify")));
    }

    /// The API server answers only where everything that its own hosts need has succeeded.
    private boolean apiCanBeExpected(Plan plan, Map<StepId, Outcome> outcomes) {
        EnumSet<Stage> needed = EnumSet.of(Stage.PREPARE, Stage.CONTROL_PLANE, Stage.KUBECONFIG);
        return plan.steps().stream()
                .filter(step -> needed.contains(step.stage()) && onControlPlane(step))
                .allMatch(step -> {
                    Outcome outcome = outcomes.get(step.id());
                    return outcome != null && outcome.succeeded();
                });
    }

    private boolean onControlPlane(Step step) {
        return wanted.inventory()
                .host(step.host())
                .map(host -> host.is(Role.CONTROL_PLANE))
                .orElse(false);
    }

    /// With the cluster's lock.
    private Conclusion alone(String verb, RunFolder folder, Events.Work<Conclusion> work) throws InterruptedException {
        LocalLock lock = LocalLock.take(
                folder.cluster(),
                "kprov " + verb + " of " + System.getProperty("user.name") + ", process "
                        + ProcessHandle.current().pid() + ", run " + folder.runId() + ", since "
                        + clock.instant().truncatedTo(ChronoUnit.SECONDS));
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    private void remember(String profile) {
        boolean file = profile.contains("/") || profile.endsWith(".yaml") || profile.endsWith(".yml");
        request.state()
                .remember(cluster(), file ? Path.of(profile).toAbsolutePath().toString() : profile);
    }

    private Path kubeconfig() {
        return request.state().kubeconfig(cluster()).toAbsolutePath().normalize();
    }

    private String cluster() {
        return wanted.inventory().cluster();
    }

    private Scope scope() {
        return new Scope(
                wanted.inventory(), request.onFailure().orElse(wanted.profile().onFailure()), request.limit());
    }

    private Planning planning(Scope scope, boolean adopts) {
        return new Planning(parts, wanted.of(scope.inventory()), scope, request.parallel(), adopts);
    }

    private RecordedRun recorded() {
        return new RecordedRun(parts, request, cluster(), clock, progress);
    }
}
