package dev.kprov.installer.minikube;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plans to remove a cluster, and to collect its logs.
record MinikubeChores(Profile profile, Inventory inventory) {
    Plan down(Intent intent) {
        MinikubeState state = MinikubeState.parse(intent.facts().state());
        Driver driver = MinikubeSettings.of(profile).driver();
        StartFlags flags = new StartFlags(profile, inventory);
        MinikubeScripts scripts = new MinikubeScripts(profile, inventory);
        String host = driver == Driver.NONE ? flags.host().name() : Host.CONTROLLER;
        List<Step> steps = new ArrayList<>();
        Action remove = state.begun()
                ? new Action.Run(
                        scripts.remove(state.unfinished()),
                        List.of("cluster " + flags.name() + " of minikube's, and what it knows of it"))
                : new Action.Unchanged("there is no cluster " + inventory.cluster());
        steps.add(step(host, "remove-cluster", "Remove the cluster", remove, Set.of()));
        if (driver.onHost()) {
            Action clean = state.begun()
                    ? new Action.Run(
                            scripts.cleanHost(),
                            List.of("what minikube left on " + flags.host().name()))
                    : new Action.Unchanged("minikube has not been here for kprov");
            steps.add(step(
                    flags.host().name(),
                    "clean-host",
                    "Clean the host",
                    clean,
                    Set.of(steps.getFirst().id())));
        }
        return new Plan("down", MinikubeInstaller.NAME, inventory.cluster(), steps);
    }

    Plan logs() {
        Action action = new Action.Run(
                new MinikubeScripts(profile, inventory).logs(),
                List.of("what the nodes logged, as minikube.log in the run's folder"));
        Step step = step(Host.CONTROLLER, "collect-logs", "Collect the nodes' logs", action, Set.of());
        return new Plan("logs", MinikubeInstaller.NAME, inventory.cluster(), List.of(step));
    }

    /// Empty when the profile gives all its clusters one name.
    Optional<Plan> tidy(Duration age) {
        return profile.clusterName().filter(pattern -> profile.namesByRun()).map(pattern -> {
            Action action = new Action.Run(
                    new MinikubeScripts(profile, inventory).tidy(pattern, age),
                    List.of("clusters " + pattern + " that are older than " + age.toMinutes() + " min"));
            Step step = step(Host.CONTROLLER, "remove-stale", "Remove stale clusters", action, Set.of());
            return new Plan("tidy", MinikubeInstaller.NAME, inventory.cluster(), List.of(step));
        });
    }

    private Step step(String host, String name, String title, Action action, Set<StepId> after) {
        return new Step(
                new StepId(host, name),
                Stage.REMOVE,
                title + " on " + host,
                after,
                action,
                profile.timeouts().step());
    }
}
