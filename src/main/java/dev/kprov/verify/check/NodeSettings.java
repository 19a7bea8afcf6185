package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Version, role, labels and taints do not come by waiting: they are right, or a step went wrong.
final class NodeSettings implements Check {
    private static final List<String> OF_KUBERNETES =
            List.of("node.kubernetes.io/", "node-role.kubernetes.io/", "node.cloudprovider.kubernetes.io/");

    /// Those of them that no condition shows:
    /// <https://kubernetes.io/docs/reference/labels-annotations-taints/>
    private static final Map<String, String> OUT_OF_USE = Map.of(
            "node.cloudprovider.kubernetes.io/uninitialized",
            "no cloud controller manager has taken it over: read the log of the one that you have, or start the kubelet"
                    + " without --cloud-provider=external",
            "node.cloudprovider.kubernetes.io/shutdown",
            "its machine is shut down: start it",
            "node.kubernetes.io/out-of-service",
            "somebody has taken it out of service: remove the taint when it is back");

    /// What agents put on a node until they have made it ready.
    private static final String UNREADY = "-not-ready";

    /// Of the kubelets; empty when the profile leaves it open.
    private final Optional<String> version;
    private final Inventory inventory;
    /// Whether the inventory is made of what was found, and so says nothing of its own.
    private final boolean found;
    /// Whether control planes have to be marked as such; how others are told is their builder's business.
    private final boolean marked;

    /// Those that may be.
    private final Set<String> cordoned;

    NodeSettings(Expectation expected, Inventory inventory) {
        this.version = Optional.of(expected.kubernetesVersion())
                .filter(text -> !text.isEmpty() && expected.settings().kubeletVersions())
                .map(text -> "v" + text);
        this.inventory = inventory;
        this.cordoned = expected.verification().exceptions().cordoned();
        this.found = expected.settings().foundNodes().isPresent();
        this.marked = expected.settings().staticPods();
    }

    /// Builds of a version differ only behind a plus, as in `v1.36.4+k3s1`.
    private static boolean is(String version, String wanted) {
        return version.equals(wanted) || version.startsWith(wanted + "+");
    }

    @Override
    public String id() {
        return "node-settings";
    }

    @Override
    public String title() {
        String demands = version.isPresent() ? "has its version and takes pods" : "takes pods";
        return "Every node " + (found ? demands : "has its version, role, labels and taints");
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().nodes(), this::judge);
    }

    private Answer judge(List<Node> nodes) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        for (Host host : inventory.hosts()) {
            nodes.stream()
                    .filter(node -> node.name().equals(host.name()))
                    .findFirst()
                    .ifPresentOrElse(
                            node -> troubles.addAll(troubles(host, node)),
                            () -> troubles.add(Answer.Trouble.yet(
                                    "node " + host.name() + " is missing", "see the check node-set")));
        }
        String kubelet = version.map(word -> "kubelet " + word).orElse("any kubelet");
        String count = inventory.hosts().size() + " nodes with " + kubelet;
        List<String> meant = nodes.stream()
                .filter(node -> node.cordoned() && cordoned.contains(node.name()))
                .map(Node::name)
                .sorted()
                .toList();
        String besides = meant.isEmpty() ? "" : "; cordoned as expected: " + Names.shown(meant);
        return found
                ? Answer.of(
                        troubles,
                        kubelet + ", no node out of use, and none cordoned"
                                + (cordoned.isEmpty() ? "" : " but those that may be"),
                        count + (meant.isEmpty() ? ", none cordoned" : besides))
                : Answer.of(
                        troubles,
                        kubelet + " and what the inventory says of each host",
                        count + ", their roles and the inventory's labels and taints" + besides);
    }

    private List<Answer.Trouble> troubles(Host host, Node node) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        String name = host.name();
        version.filter(wanted -> !is(node.version(), wanted))
                .ifPresent(wanted -> troubles.add(Answer.Trouble.forGood(
                        name + " has kubelet " + node.version() + ", not " + wanted,
                        "install kubelet " + wanted.substring(1) + " on " + name
                                + " and restart it, or correct kubernetes.version in the profile")));
        if (marked) {
            role(host, node, troubles);
        }
        for (Map.Entry<String, String> label : host.labels().entrySet()) {
            if (!label.getValue().equals(node.labels().get(label.getKey()))) {
                String text = label.getKey() + "=" + label.getValue();
                troubles.add(Answer.Trouble.forGood(
                        name + " lacks the label " + text, "kubectl label --overwrite node " + name + " " + text));
            }
        }
        taints(host, node, troubles);
        return troubles;
    }

    private void taints(Host host, Node node, List<Answer.Trouble> troubles) {
        String name = host.name();
        for (Taint taint : host.taints()) {
            if (!node.taints().contains(taint)) {
                troubles.add(Answer.Trouble.forGood(
                        name + " lacks the taint " + taint, "kubectl taint --overwrite node " + name + " " + taint));
            }
        }
        node.taints().stream()
                .filter(taint -> !host.taints().contains(taint))
                .flatMap(taint -> outOfUse(name, taint).stream())
                .forEach(troubles::add);
        if (!found) {
            node.taints().stream()
                    .filter(taint -> !host.taints().contains(taint) && keepsPodsAway(taint))
                    .map(taint -> unexpected(name, taint))
                    .forEach(troubles::add);
        }
        if (node.taints().contains(Taint.STARTING)) {
            troubles.add(Answer.Trouble.forGood(
                    name + " takes no pods yet, its network was not up in time",
                    "run kprov up again; if it stays so, read the log of the network plugin's pod on " + name));
        }
        if (node.cordoned() && !cordoned.contains(name)) {
            troubles.add(Answer.Trouble.forGood(name + " is cordoned", "kubectl uncordon " + name));
        }
    }

    private Optional<Answer.Trouble> outOfUse(String node, Taint taint) {
        Optional<String> remedy = Optional.ofNullable(OUT_OF_USE.get(taint.key()))
                .or(() -> found && taint.key().endsWith(UNREADY)
                        ? Optional.of("see the pod on " + node + " of the agent that removes it")
                        : Optional.empty());
        return remedy.map(what -> Answer.Trouble.yet(node + " has the taint " + taint, what));
    }

    /// What Kubernetes itself puts on a node shows in its conditions, or goes with its role.
    private static boolean keepsPodsAway(Taint taint) {
        return !taint.effect().equals("PreferNoSchedule")
                && !taint.equals(Taint.STARTING)
                && OF_KUBERNETES.stream().noneMatch(taint.key()::startsWith);
    }

    private static Answer.Trouble unexpected(String node, Taint taint) {
        return new Answer.Trouble(
                node + " has the taint " + taint + ", which the inventory does not list",
                "kubectl taint node " + node + " " + taint.key() + ":" + taint.effect()
                        + "-; or list it in hosts[].taints of " + node,
                !taint.key().endsWith(UNREADY));
    }

    private static void role(Host host, Node node, List<Answer.Trouble> troubles) {
        boolean wanted = host.is(Role.CONTROL_PLANE);
        boolean found = node.labels().containsKey(Node.CONTROL_PLANE_LABEL);
        if (wanted && !found) {
            troubles.add(Answer.Trouble.forGood(
                    host.name() + " is not marked as a control plane",
                    "kubectl label node " + host.name() + " " + Node.CONTROL_PLANE_LABEL + "="));
        }
        if (!wanted && found) {
            troubles.add(Answer.Trouble.forGood(
                    host.name() + " is a control plane, but not in the inventory",
                    "give it the role control-plane in the inventory, or reset the host and join it as a worker"));
        }
    }
}
