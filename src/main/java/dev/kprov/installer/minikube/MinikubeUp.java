package dev.kprov.installer.minikube;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A cluster of minikube's as a list of steps, each after the one before it.
final class MinikubeUp {
    private final Intent intent;
    private final Profile profile;
    private final Driver driver;
    private final StartFlags flags;
    private final MinikubeScripts scripts;
    private final MinikubeState state;
    private final List<Step> steps = new ArrayList<>();

    MinikubeUp(Intent intent) {
        this.intent = intent;
        this.profile = intent.profile();
        this.driver = MinikubeSettings.of(profile).driver();
        this.flags = new StartFlags(profile, intent.inventory());
        this.scripts = new MinikubeScripts(profile, intent.inventory());
        this.state = MinikubeState.parse(intent.facts().state());
    }

    Plan plan() {
        if (state.unfinished()) {
            removeLeftovers();
        }
        if (state.complete()) {
            present();
        } else {
            step("start-cluster", Stage.CONTROL_PLANE, "Create the cluster", start(true, made()));
        }
        if (driver == Driver.NONE) {
            Action fetch = new Action.Fetch(MinikubeScripts.kubeconfigOnHost(), "kubeconfig");
            step("fetch-kubeconfig", Stage.KUBECONFIG, "Fetch the kubeconfig", fetch);
        }
        return new Plan("up", MinikubeInstaller.NAME, intent.inventory().cluster(), steps);
    }

    private void removeLeftovers() {
        step(
                "remove-leftovers",
                Stage.PREPARE,
                "Remove what a run that was cut off left",
                run(scripts.remove(true), List.of("what minikube knows of cluster " + flags.name())));
        if (driver.onHost()) {
            Action clean = run(scripts.cleanHost(), List.of("what minikube left on " + place()));
            steps.add(step(flags.host().name(), "clean-host", Stage.PREPARE, "Clean the host", clean));
        }
    }

    private List<String> made() {
        List<String> made = new ArrayList<>();
        made.add(
                driver.onHost()
                        ? "a cluster of one node on " + place()
                        : "a cluster of " + MinikubeSettings.of(profile).count().total() + " nodes with driver "
                                + driver.word());
        flags.arguments().lines().forEach(argument -> made.add("minikube start " + argument));
        return made;
    }

    private void present() {
        if (state.runs()) {
            step(
                    "start-cluster",
                    Stage.CONTROL_PLANE,
                    "Create the cluster",
                    new Action.Unchanged("it runs and is as the profile wants it"));
        } else {
            List<String> stopped = state.nodes().stream()
                    .filter(node -> !node.runs())
                    .map(node -> "start node " + node.name() + " (" + node.words() + ")")
                    .toList();
            step(
                    "start-cluster",
                    Stage.CONTROL_PLANE,
                    "Start the cluster",
                    start(false, stopped.isEmpty() ? List.of("start the cluster") : stopped));
        }
        if (driver != Driver.NONE && state.runs()) {
            step(
                    "save-kubeconfig",
                    Stage.KUBECONFIG,
                    "Save the kubeconfig",
                    run(scripts.saveKubeconfig(), List.of("the kubeconfig in the cluster's folder, where it differs")));
        }
    }

    private Action start(boolean fresh, List<String> changes) {
        Map<String, Value> files = new LinkedHashMap<>();
        files.put("arguments", Value.of(flags.arguments()));
        files.put("made.yaml", Value.of(flags.made()));
        profile.network()
                .manifest()
                .ifPresent(location -> files.put(
                        "network.yaml", Value.of(intent.facts().documents().getOrDefault(location, ""))));
        return run(scripts.start(fresh, state.paused(), files), changes);
    }

    private static Action run(Script script, List<String> changes) {
        return new Action.Run(script, changes);
    }

    private String place() {
        return driver.onHost() ? flags.host().name() : Host.CONTROLLER;
    }

    private void step(String name, Stage stage, String title, Action action) {
        String host = driver == Driver.NONE ? flags.host().name() : Host.CONTROLLER;
        steps.add(step(host, name, stage, title, action));
    }

    private Step step(String host, String name, Stage stage, String title, Action action) {
        Set<StepId> after = steps.isEmpty() ? Set.of() : Set.of(steps.getLast().id());
        return new Step(
                new StepId(host, name),
                stage,
                title + " on " + host,
                after,
                action,
                profile.timeouts().step());
    }
}
