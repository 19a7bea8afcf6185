package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.observe.HostFacts;
import dev.kprov.observe.HostFacts.Membership;
import dev.kprov.observe.HostFacts.NodeState;
import java.util.Optional;
import java.util.Set;

/// How far a host is on its way into the cluster, read from the facts.
final class HostState {
    /// What `kubeadm init` leaves in the API when it has come to its end.
    private static final Set<String> FINISHED =
            Set.of("ConfigMap/kube-system/kubeadm-config", "ConfigMap/kube-public/cluster-info");

    private final Intent intent;
    private final KubeadmConfig config;

    HostState(Intent intent) {
        this.intent = intent;
        this.config = new KubeadmConfig(intent.profile(), intent.inventory());
    }

    HostFacts facts(Host host) {
        return intent.facts().of(host.name());
    }

    Optional<Membership> membership(Host host) {
        return facts(host).membership();
    }

    /// The running control plane's own view; empty when there is none yet.
    Optional<Membership> controlPlane() {
        return membership(config.controlPlane()).filter(member -> member.controlPlane() && member.apiReady());
    }

    boolean exists(String object) {
        return controlPlane()
                .flatMap(Membership::cluster)
                .map(cluster -> cluster.objects().contains(object))
                .orElse(false);
    }

    boolean finished() {
        return FINISHED.stream().allMatch(this::exists);
    }

    /// Whether the host is a node of this cluster, by its own account and by the cluster's.
    boolean joined(Host host) {
        return node(host).isPresent()
                && membership(host).filter(member -> !elsewhere(member)).isPresent();
    }

    /// Whether an earlier run was cut off before the node was admitted.
    boolean starting(Host host) {
        return node(host)
                .filter(node -> node.taints().contains(Taint.STARTING.toString()))
                .isPresent();
    }

    /// The host's node as the API shows it.
    Optional<NodeState> node(Host host) {
        return controlPlane()
                .flatMap(Membership::cluster)
                .flatMap(cluster -> Optional.ofNullable(cluster.nodes().get(host.name())));
    }

    /// Whether it belongs to another cluster than this one.
    boolean elsewhere(Membership member) {
        if (!member.server().endsWith("//" + config.endpoint())) {
            return true;
        }
        return controlPlane()
                .map(Membership::caHash)
                .filter(hash -> !hash.isEmpty() && !member.caHash().isEmpty())
                .map(hash -> !hash.equals(member.caHash()))
                .orElse(false);
    }

    /// A control plane that was begun and does not answer.
    boolean halfMade(Host host) {
        return host.is(Role.CONTROL_PLANE)
                && membership(host).filter(member -> !member.apiReady()).isPresent();
    }

    /// Files of a join that never made a node.
    boolean leftover(Host host) {
        return !host.is(Role.CONTROL_PLANE) && membership(host).isPresent() && !joined(host);
    }
}
