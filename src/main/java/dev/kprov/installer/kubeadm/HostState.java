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

    /// What `kubeadm join` writes before the kubelet has a certificate of its own.
    private static final Set<String> JOINING =
            Set.of("/etc/kubernetes/bootstrap-kubelet.conf", "/etc/kubernetes/pki/ca.crt");

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

    /// A control plane that does not answer, though its `kubeadm init` came to its end once: it may hold data.
    boolean silent(Host host) {
        return host.is(Role.CONTROL_PLANE)
                && !unfinished(host)
                && membership(host).filter(member -> !member.apiReady()).isPresent();
    }

    /// A control plane that does not answer and never was a cluster: an init of ours was cut off.
    boolean unfinished(Host host) {
        return host.is(Role.CONTROL_PLANE)
                && has(host, HostFiles.INITIALIZING)
                && membership(host).filter(Membership::apiReady).isEmpty();
    }

    /// Files of a join that never made a node.
    boolean leftover(Host host) {
        boolean begun = membership(host).isPresent() || JOINING.stream().anyMatch(file -> has(host, file));
        return !host.is(Role.CONTROL_PLANE) && begun && !joined(host);
    }

    private boolean has(Host host, String file) {
        return facts(host).files().hashes().containsKey(file);
    }
}
