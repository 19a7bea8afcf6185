package dev.kprov.cli.line;

import dev.kprov.cli.request.StateFolder;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunListener;
import dev.kprov.verify.Watch;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Passes everything on, and has the cluster watched as soon as its kubeconfig is here.
final class Watching implements RunListener {
    private final Watch watch;
    private final RunListener events;
    private final StateFolder state;
    private final String cluster;
    private final Set<StepId> fetches;
    private final Set<StepId> makes;

    Watching(Plan plan, Watch watch, RunListener events, StateFolder state) {
        this.watch = watch;
        this.events = events;
        this.state = state;
        this.cluster = plan.cluster();
        this.fetches = steps(plan, step -> step.stage() == Stage.KUBECONFIG);
        this.makes = steps(
                plan, step -> step.stage() == Stage.CONTROL_PLANE && step.host().equals(Host.CONTROLLER));
    }

    private static Set<StepId> steps(Plan plan, Predicate<Step> those) {
        return plan.steps().stream().filter(those).map(Step::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void on(RunEvent event) {
        events.on(event);
        if (event instanceof RunEvent.StepStarted step && makes.contains(step.id())) {
            // It writes the kubeconfig long before it ends; one of an earlier cluster must not be taken for it.
            state.forgetKubeconfig(cluster);
            watch.begin(kubeconfig());
        }
        if (event instanceof RunEvent.StepFinished step
                && fetches.contains(step.id())
                && step.outcome().succeeded()) {
            watch.begin(kubeconfig());
        }
    }

    private Path kubeconfig() {
        return state.kubeconfig(cluster).toAbsolutePath().normalize();
    }
}
