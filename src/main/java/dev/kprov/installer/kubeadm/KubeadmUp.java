package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptFile.script;
import static dev.kprov.installer.kubeadm.ScriptFile.sourcing;

import dev.kprov.installer.Intent;
import dev.kprov.installer.Manifest;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The plan that makes the cluster. Its edges are the few that correctness needs; everything else goes on side by
/// side.
final class KubeadmUp {
    /// A node's condition when its pods can have a network.
    private static final Value NETWORK_UP = Value.of("NetworkUnavailable=False");

    private final Intent intent;
    private final Profile profile;
    private final KubeadmConfig config;
    private final HostState state;
    private final Host controlPlane;
    private final Optional<Manifest> manifest;
    private final PrepareSteps prepare;
    private final List<Step> steps = new ArrayList<>();

    KubeadmUp(Intent intent) {
        this.intent = intent;
        this.profile = intent.profile();
        this.config = new KubeadmConfig(profile, intent.inventory());
        this.state = new HostState(intent);
        this.controlPlane = config.controlPlane();
        this.manifest = Manifest.location(profile.network())
                .map(location -> new Manifest(
                        intent.facts().documents().getOrDefault(location, ""),
                        profile.network().plugin(),
                        KubeadmConfig.podNetworks(profile)));
        this.prepare = new PrepareSteps(intent, manifest.map(Manifest::images).orElse(Set.of()));
    }

    Plan plan() {
        intent.inventory().hosts().forEach(host -> steps.addAll(prepare.of(host)));
        steps.add(start());
        steps.add(finish());
        manifest.ifPresent(plugin -> steps.add(network(plugin)));
        steps.add(fetch());
        JoinSteps joins = new JoinSteps(intent, config, state);
        steps.addAll(joins.joins());
        admit().ifPresent(steps::add);
        if (config.installs("addon/coredns")) {
            steps.add(dns());
        }
        steps.addAll(joins.labels());
        return new Plan("up", KubeadmInstaller.NAME, intent.inventory().cluster(), steps);
    }

    private Step start() {
        Set<StepId> after = Set.of(PrepareSteps.kernel(controlPlane), PrepareSteps.containerd(controlPlane));
        String title = "Start the control plane on " + controlPlane.name();
        if (state.controlPlane().isPresent()) {
            return step(
                    "start-control-plane",
                    Stage.CONTROL_PLANE,
                    title,
                    after,
                    new Action.Unchanged("the API server answers"));
        }
        Map<String, Value> parameters = new LinkedHashMap<>(prepare.pullParameters(controlPlane));
        parameters.put("TIMEOUT", seconds(240));
        parameters.put("SKIP", config.skippedPhases());
        parameters.put("RESET", Value.of(state.unfinished(controlPlane) ? "yes" : ""));
        return step(
                "start-control-plane",
                Stage.CONTROL_PLANE,
                title,
                after,
                new Action.Run(script("start-control-plane", parameters, startFiles()), startChanges()));
    }

    private Map<String, Value> startFiles() {
        return sourcing(
                Map.of("init.yaml", config.init(intent.credentials()), "images.yaml", config.images()),
                "pull-images",
                "retry");
    }

    private List<String> startChanges() {
        String init = "run kubeadm init for Kubernetes " + profile.kubernetesVersion() + " at " + config.endpoint();
        return state.unfinished(controlPlane) ? List.of("reset an init that was cut off", init) : List.of(init);
    }

    private Step finish() {
        Set<StepId> after = Set.of(id("start-control-plane"));
        String title = "Finish kubeadm init on " + controlPlane.name();
        if (state.finished()) {
            return step(
                    "finish-control-plane",
                    Stage.CONTROL_PLANE,
                    title,
                    after,
                    new Action.Unchanged("the cluster's configuration is in the API"));
        }
        return step(
                "finish-control-plane",
                Stage.CONTROL_PLANE,
                title,
                after,
                new Action.Run(
                        script(
                                "finish-control-plane",
                                Map.of("SKIP", config.skippedPhases()),
                                Map.of("init.yaml", config.init(intent.credentials())),
                                Set.of(JoinSteps.CA_HASH)),
                        List.of("store the configuration, make a bootstrap token, install kube-proxy")));
    }

    private Step network(Manifest plugin) {
        Set<StepId> after = Set.of(id("start-control-plane"));
        String name = word(profile.network().plugin());
        String title = "Apply " + name + " on " + controlPlane.name();
        boolean there =
                !plugin.workloads().isEmpty() && plugin.workloads().stream().allMatch(state::exists);
        return step(
                "apply-network",
                Stage.NETWORK,
                title,
                after,
                there
                        ? new Action.Unchanged(name + " is installed")
                        : new Action.Run(
                                script("apply-network", Map.of(), Map.of("manifest.yaml", Value.of(plugin.text()))),
                                List.of("apply "
                                        + Manifest.location(profile.network()).orElse(name))));
    }

    private Step fetch() {
        return step(
                "fetch-kubeconfig",
                Stage.KUBECONFIG,
                "Fetch the kubeconfig from " + controlPlane.name(),
                Set.of(id("finish-control-plane")),
                new Action.Fetch("/etc/kubernetes/admin.conf", "kubeconfig"));
    }

    /// Only where the plugin says when a node's network is up, and its pods tolerate every taint.
    private Optional<Step> admit() {
        List<Host> workers = intent.inventory().hosts().stream()
                .filter(host -> !host.is(Role.CONTROL_PLANE))
                .toList();
        Set<String> nodes = workers.stream()
                .filter(host -> !state.joined(host) || state.starting(host))
                .map(Host::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (nodes.isEmpty() || !condition().equals(NETWORK_UP)) {
            return Optional.empty();
        }
        Map<String, Value> parameters = Map.of(
                "NODES", Value.of(String.join(" ", nodes)),
                "CONDITION", NETWORK_UP,
                "TAINT", Value.of(Taint.STARTING.toString()),
                "GRACE", seconds(Math.toIntExact(profile.timeouts().verify().toSeconds())),
                "APPEAR", seconds(20));
        return Optional.of(step(
                "admit-nodes",
                Stage.JOIN,
                "Admit pods to new nodes",
                Set.of(id(workers.stream().allMatch(state::joined) ? "finish-control-plane" : "await-token")),
                new Action.Run(
                        script("admit-nodes", parameters, sourcing(Map.of(), "nodes")),
                        List.of("keep pods away from " + String.join(", ", nodes) + " until the network is up"),
                        true)));
    }

    private Step dns() {
        Set<StepId> after = Set.of(id("finish-control-plane"));
        String title = "Install CoreDNS on " + controlPlane.name();
        if (state.exists("Deployment/kube-system/coredns")) {
            return step("install-dns", Stage.ADDONS, title, after, new Action.Unchanged("CoreDNS is installed"));
        }
        return step(
                "install-dns",
                Stage.ADDONS,
                title,
                after,
                new Action.Run(
                        script(
                                "install-dns",
                                Map.of(
                                        "CONDITION", condition(),
                                        "TAINT", Value.of(Taint.STARTING.toString()),
                                        "GRACE", seconds(90)),
                                sourcing(Map.of("init.yaml", config.init(intent.credentials())), "nodes", "service")),
                        List.of("install CoreDNS when the nodes' network is up")));
    }

    /// What tells that a node's pods can have a network; only these plugins set the first one.
    private Value condition() {
        return switch (profile.network().plugin()) {
            case FLANNEL, CALICO, CILIUM -> NETWORK_UP;
            case MANIFEST, DEFAULT -> Value.of("Ready=True");
            case NONE -> Value.of("");
        };
    }

    private Step step(String name, Stage stage, String title, Set<StepId> after, Action action) {
        return new Step(id(name), stage, title, after, action, timeout());
    }

    private StepId id(String name) {
        return new StepId(controlPlane.name(), name);
    }

    private java.time.Duration timeout() {
        return profile.timeouts().step();
    }

    private static Value seconds(int seconds) {
        return Value.of(Integer.toString(seconds));
    }

    static String word(Network.Plugin plugin) {
        return plugin == Network.Plugin.MANIFEST
                ? "the network plugin"
                : plugin.name().toLowerCase(java.util.Locale.ROOT);
    }
}
