package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptFile.script;
import static dev.kprov.installer.kubeadm.ScriptFile.withHostFiles;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The plan that ends the cluster: every host by itself, all at the same time.
final class KubeadmDown {
    private final Intent intent;
    private final boolean purge;

    KubeadmDown(Intent intent, boolean purge) {
        this.intent = intent;
        this.purge = purge;
    }

    Plan plan() {
        List<Step> steps = intent.inventory().hosts().stream()
                .map(host -> reset(host, Set.of()))
                .toList();
        return new Plan("down", KubeadmInstaller.NAME, intent.inventory().cluster(), steps);
    }

    /// The workers only, each with its node.
    Plan leave() {
        HostState state = new HostState(intent);
        String controlPlane = new KubeadmConfig(intent.profile(), intent.inventory())
                .controlPlane()
                .name();
        boolean hasCluster = intent.facts().of(controlPlane).membership().isPresent();
        boolean answers = state.controlPlane().isPresent();
        List<Step> steps = new ArrayList<>();
        for (Host host : intent.inventory().hosts()) {
            if (host.is(Role.CONTROL_PLANE)) {
                continue;
            }
            // An API server that does not answer is asked again by the step, which says so.
            boolean node = hasCluster && (!answers || state.node(host).isPresent());
            if (!intent.facts().hosts().containsKey(host.name())) {
                steps.add(gone(controlPlane, host, node));
            } else if (node) {
                Step drain = onNode(controlPlane, "drain", host, Set.of());
                Step reset = reset(host, Set.of(drain.id()));
                steps.addAll(List.of(drain, reset, onNode(controlPlane, "delete", host, Set.of(reset.id()))));
            } else {
                steps.add(reset(host, Set.of()));
            }
        }
        return new Plan("down", KubeadmInstaller.NAME, intent.inventory().cluster(), steps);
    }

    /// Of a host that is not asked any more. Its pods end with the node; there is nobody to move them away from.
    private Step gone(String controlPlane, Host host, boolean node) {
        Step delete = onNode(controlPlane, "delete", host, Set.of());
        return node
                ? delete
                : new Step(
                        delete.id(),
                        delete.stage(),
                        delete.title(),
                        delete.after(),
                        new Action.Unchanged(host.name() + " is no node"),
                        delete.timeout());
    }

    private Step onNode(String controlPlane, String verb, Host host, Set<StepId> after) {
        boolean drain = verb.equals("drain");
        Map<String, Value> parameters = new LinkedHashMap<>(Map.of("NODE", Value.of(host.name())));
        if (drain) {
            parameters.put("GRACE", Value.of("60"));
        }
        return new Step(
                new StepId(controlPlane, verb + "-" + host.name()),
                Stage.REMOVE,
                drain ? "Move pods away from " + host.name() : "Delete node " + host.name(),
                after,
                new Action.Run(
                        script(verb + "-node", parameters, Map.of()),
                        List.of(
                                drain
                                        ? "cordon and drain " + host.name() + " for 60 s at most"
                                        : "delete node " + host.name())),
                intent.profile().timeouts().step());
    }

    private Step reset(Host host, Set<StepId> after) {
        HostFacts facts = intent.facts().of(host.name());
        List<String> brought = purge
                ? facts.files()
                        .texts()
                        .getOrDefault(HostFiles.BROUGHT, "")
                        .lines()
                        .sorted()
                        .toList()
                : List.of();
        boolean clean = facts.membership().isEmpty()
                && facts.files().hashes().keySet().stream().noneMatch(KubeadmInstaller.TRACES::contains)
                && !facts.network().listening().containsValue("kubelet")
                && brought.isEmpty();
        return new Step(
                new StepId(host.name(), "reset-host"),
                Stage.REMOVE,
                "Remove the cluster from " + host.name(),
                after,
                clean ? new Action.Unchanged("nothing of a cluster is here") : action(brought),
                intent.profile().timeouts().step());
    }

    /// @param brought packages that kprov installed and that are to go
    private static Action action(List<String> brought) {
        List<String> changes = new ArrayList<>(List.of(
                "run kubeadm reset; remove /etc/kubernetes, /var/lib/etcd, /var/lib/kubelet, CNI state, links and rules",
                "remove what kprov configured; give the host its own files back"));
        if (!brought.isEmpty()) {
            changes.add("purge " + String.join(", ", brought));
        }
        return new Action.Run(
                withHostFiles("reset-host", Map.of("PURGE", Value.of(brought.isEmpty() ? "" : "yes")), Map.of()),
                changes);
    }
}
