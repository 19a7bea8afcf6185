package dev.kprov.installer.kind;

import dev.kprov.address.Cidr;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Manifest;
import dev.kprov.installer.containerd.RegistryHosts;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A cluster of kind's as a list of steps, all on this machine.
final class KindUp {
    private final Profile profile;
    private final KindSettings settings;
    private final String cluster;
    private final KindConfig config;
    private final KindState state;
    private final Intent intent;
    private final List<Step> steps = new ArrayList<>();

    KindUp(Intent intent) {
        this.intent = intent;
        this.profile = intent.profile();
        this.settings = KindSettings.of(profile);
        this.cluster = intent.inventory().cluster();
        this.config = new KindConfig(profile);
        this.state = KindState.parse(intent.facts().state());
    }

    Plan plan() {
        boolean there = state.complete();
        if (there) {
            present();
        } else {
            create();
        }
        if (!profile.imageMirrors().isEmpty() && !there) {
            step("set-mirrors", Stage.ADDONS, "Tell the nodes their registry mirrors", mirrors());
        }
        Manifest.location(profile.network())
                .ifPresent(manifest ->
                        step("apply-network", Stage.NETWORK, "Apply the network plugin", network(manifest)));
        if (!settings.loadImages().isEmpty()) {
            step("load-images", Stage.ADDONS, "Load images into the nodes", images());
        }
        return new Plan("up", KindInstaller.NAME, cluster, steps);
    }

    private void create() {
        List<String> changes = new ArrayList<>();
        if (!state.absent()) {
            changes.add("remove what a run that was cut off left: "
                    + String.join(
                            ", ",
                            state.nodes().stream().map(KindState.Node::name).toList()));
        }
        List<String> names = config.hosts(cluster).stream().map(Host::name).toList();
        changes.add("containers " + String.join(", ", names));
        changes.add("of " + NodeImages.of(profile).orElse("kind's own image"));
        step(
                "create-cluster",
                Stage.CONTROL_PLANE,
                "Create the cluster",
                new Action.Run(
                        KindScripts.script(
                                "create",
                                with(Map.of(
                                        "ON_FAILURE", Value.of(settings.keep() ? "keep" : "remove"),
                                        "PATTERN",
                                                Value.of(profile.clusterName().orElse("")),
                                        "FIRST", first(),
                                        "MADE", Value.of(KindState.MADE),
                                        "RUN_FOLDER", Value.Folder.RUN,
                                        "CLUSTER_FOLDER", Value.Folder.CLUSTER)),
                                Map.of("kind.yaml", Value.of(config.text()))),
                        changes));
    }

    private void present() {
        Action action = state.runs()
                ? new Action.Unchanged("its " + state.nodes().size() + " nodes run and are as the profile wants them")
                : new Action.Run(
                        KindScripts.script("start", with(Map.of("FIRST", first())), Map.of()),
                        state.nodes().stream()
                                .filter(node -> !node.runs())
                                .map(node -> "start container " + node.name() + ", which is " + node.state())
                                .toList());
        step("create-cluster", Stage.CONTROL_PLANE, "Create the cluster", action);
        step(
                "save-kubeconfig",
                Stage.KUBECONFIG,
                "Save the kubeconfig",
                new Action.Run(
                        KindScripts.script(
                                "kubeconfig", with(Map.of("CLUSTER_FOLDER", Value.Folder.CLUSTER)), Map.of()),
                        List.of("the kubeconfig in the cluster's folder, where it differs")));
    }

    private Action mirrors() {
        Map<String, Value> files = new LinkedHashMap<>();
        profile.imageMirrors()
                .forEach((registry, urls) -> files.put(registry, Value.of(RegistryHosts.merged(registry, urls, ""))));
        return new Action.Run(
                KindScripts.script("mirrors", with(Map.of()), files),
                profile.imageMirrors().keySet().stream()
                        .map(registry -> "in each node " + RegistryHosts.path(registry))
                        .toList());
    }

    private Action network(String location) {
        String text = new Manifest(
                        intent.facts().documents().getOrDefault(location, ""),
                        profile.network().plugin(),
                        Cidr.parse(profile.network().podCidr()).stream().toList())
                .text();
        return new Action.Run(
                KindScripts.script("network", with(Map.of("FIRST", first())), Map.of("manifest.yaml", Value.of(text))),
                List.of("objects of " + location));
    }

    private Action images() {
        return new Action.Run(
                KindScripts.script(
                        "load",
                        with(Map.of()),
                        Map.of("images", Value.of(String.join("\n", settings.loadImages()) + "\n"))),
                settings.loadImages().stream()
                        .map(image -> image + ", where a node does not have it")
                        .toList());
    }

    /// The node that was made first and has what the cluster was made from.
    private Value first() {
        return Value.of(config.hosts(cluster).getFirst().name());
    }

    private Map<String, Value> with(Map<String, Value> further) {
        return KindScripts.parameters(settings.provider(), cluster, further);
    }

    /// Each comes after the one before it.
    private void step(String name, Stage stage, String title, Action action) {
        Set<StepId> after = steps.isEmpty() ? Set.of() : Set.of(steps.getLast().id());
        StepId id = new StepId(Host.CONTROLLER, name);
        Duration timeout = profile.timeouts().step();
        steps.add(new Step(id, stage, title + " on " + Host.CONTROLLER, after, action, timeout));
    }
}
