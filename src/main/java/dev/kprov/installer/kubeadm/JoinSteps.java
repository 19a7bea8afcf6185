package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptFile.script;
import static dev.kprov.installer.kubeadm.ScriptFile.sourcing;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.observe.HostFacts.Membership;
import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What makes hosts members of a cluster whose control plane answers.
final class JoinSteps {
    static final String CA_HASH = "CA_HASH";

    private final Intent intent;
    private final Profile profile;
    private final KubeadmConfig config;
    private final HostState state;

    JoinSteps(Intent intent, KubeadmConfig config, HostState state) {
        this.intent = intent;
        this.profile = intent.profile();
        this.config = config;
        this.state = state;
    }

    List<Step> joins() {
        List<Host> workers = intent.inventory().hosts().stream()
                .filter(host -> !host.is(Role.CONTROL_PLANE))
                .toList();
        List<Step> steps = new ArrayList<>();
        if (workers.stream().anyMatch(host -> !state.joined(host))) {
            if (state.finished()) {
                steps.add(token());
            }
            steps.add(await());
        }
        workers.forEach(host -> steps.add(join(host)));
        return steps;
    }

    List<Step> labels() {
        return intent.inventory().hosts().stream()
                .map(this::label)
                .flatMap(Optional::stream)
                .toList();
    }

    private Step token() {
        return step(
                "create-token",
                Stage.JOIN,
                "Create a bootstrap token on " + config.controlPlane().name(),
                Set.of(id("finish-control-plane")),
                new Action.Run(
                        script("create-token", Map.of(), Map.of("init.yaml", config.init(intent.credentials()))),
                        List.of("make a bootstrap token that lives two hours")));
    }

    private Step await() {
        return step(
                "await-token",
                Stage.JOIN,
                "Wait for the bootstrap token on " + config.controlPlane().name(),
                Set.of(id(state.finished() ? "create-token" : "finish-control-plane")),
                new Action.Run(
                        script(
                                "await-token",
                                Map.of("TOKEN_ID", config.tokenId(intent.credentials()), "TIMEOUT", Value.of("120")),
                                Map.of()),
                        List.of("wait for the controller manager to sign the bootstrap token")));
    }

    private Step join(Host host) {
        boolean joined = state.joined(host);
        Set<StepId> after = Set.of(
                PrepareSteps.kernel(host),
                PrepareSteps.containerd(host),
                id(joined ? "finish-control-plane" : "await-token"));
        return new Step(
                new StepId(host.name(), "kubeadm-join"),
                Stage.JOIN,
                "Join " + host.name(),
                after,
                joined ? new Action.Unchanged("it is a node of the cluster") : joinAction(host),
                profile.timeouts().step());
    }

    private Action joinAction(Host host) {
        Value hash = state.finished()
                ? Value.of(state.controlPlane().map(Membership::caHash).orElse(""))
                : new Value.Captured(CA_HASH);
        return new Action.Run(
                script(
                        "join-worker",
                        Map.of(
                                "RESET",
                                Value.of(state.leftover(host) ? "yes" : ""),
                                "RETRY",
                                PrepareSteps.retry(profile),
                                "PROXY",
                                Value.of(config.installs("addon/kube-proxy") ? "yes" : "")),
                        sourcing(
                                Map.of("join.yaml", config.join(host, intent.credentials(), hash)),
                                "retry",
                                "service")),
                List.of("run kubeadm join to " + config.endpoint()));
    }

    private Optional<Step> label(Host host) {
        Set<String> labels = new TreeSet<>();
        host.labels().forEach((key, value) -> labels.add(key + "=" + value));
        Set<String> taints = host.taints().stream().map(Taint::toString).collect(Collectors.toCollection(TreeSet::new));
        if (labels.isEmpty() && taints.isEmpty()) {
            return Optional.empty();
        }
        boolean there = state.node(host)
                .filter(node ->
                        node.labels().containsAll(labels) && node.taints().containsAll(taints))
                .isPresent();
        return Optional.of(step(
                "label-" + host.name(),
                Stage.JOIN,
                "Label " + host.name(),
                Set.of(
                        host.is(Role.CONTROL_PLANE)
                                ? id("finish-control-plane")
                                : new StepId(host.name(), "kubeadm-join")),
                there ? new Action.Unchanged("it has its labels and taints") : labelAction(host, labels, taints)));
    }

    private static Action labelAction(Host host, Set<String> labels, Set<String> taints) {
        List<String> changes = new ArrayList<>();
        labels.forEach(label -> changes.add("label " + host.name() + " " + label));
        taints.forEach(taint -> changes.add("taint " + host.name() + " " + taint));
        return new Action.Run(
                script(
                        "label-node",
                        Map.of("NODE", Value.of(host.name()), "TIMEOUT", Value.of("60")),
                        Map.of("labels", lines(labels), "taints", lines(taints))),
                changes);
    }

    private static Value lines(Set<String> lines) {
        return Value.of(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private Step step(String name, Stage stage, String title, Set<StepId> after, Action action) {
        return new Step(
                id(name), stage, title, after, action, profile.timeouts().step());
    }

    private StepId id(String name) {
        return new StepId(config.controlPlane().name(), name);
    }
}
