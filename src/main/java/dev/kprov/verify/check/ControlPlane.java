package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodHealth;
import dev.kprov.verify.judge.ServerLeases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The static pods of each control-plane host. Their Ready condition comes some ten seconds after they work; until
/// then what they do proves it: a lease that only this process can have renewed, after it was started.
final class ControlPlane implements Check {
    private static final String APISERVER = "kube-apiserver";

    private final Inventory inventory;
    private final String etcd;
    private final List<String> components;

    /// @param etcd what its static pods are called, see `Settings.etcdPods`
    ControlPlane(Inventory inventory, String etcd) {
        this.inventory = inventory;
        this.etcd = etcd;
        this.components = List.of(APISERVER, "kube-controller-manager", "kube-scheduler", etcd);
    }

    @Override
    public String id() {
        return "control-plane";
    }

    @Override
    public String title() {
        return "The control plane runs on each of its hosts";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().pods(), pods -> etcdKnown(snapshot, pods));
    }

    /// A cluster that kubeadm did not make has no such configuration, and then its etcd is taken for stacked.
    private Answer etcdKnown(Snapshot snapshot, List<Pod> pods) {
        return snapshot.objects().externalEtcd().absent()
                ? judge(snapshot, pods, components)
                : Check.judge(
                        snapshot.objects().externalEtcd(),
                        external -> judge(
                                snapshot, pods, external ? components.subList(0, components.size() - 1) : components));
    }

    private Answer judge(Snapshot snapshot, List<Pod> pods, List<String> components) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<String> proofs = new ArrayList<>();
        for (Host host : inventory.hosts(Role.CONTROL_PLANE)) {
            for (String component : components) {
                judge(snapshot, pods, host.name(), component, troubles, proofs);
            }
        }
        if (inventory.hosts(Role.CONTROL_PLANE).isEmpty()) {
            troubles.add(Answer.Trouble.yet(
                    "no node is marked as a control plane",
                    "kubectl label node NODE " + Node.CONTROL_PLANE_LABEL
                            + "=; or say in the profile that the control plane is hidden"));
        }
        String all = String.join(", ", components);
        return Answer.of(
                troubles,
                all + " running and ready on each control-plane host",
                all + " on "
                        + String.join(
                                ", ",
                                inventory.hosts(Role.CONTROL_PLANE).stream()
                                        .map(Host::name)
                                        .toList())
                        + (proofs.isEmpty() ? "" : "; not yet marked Ready, but: " + String.join(", ", proofs)));
    }

    private void judge(
            Snapshot snapshot,
            List<Pod> pods,
            String host,
            String component,
            List<Answer.Trouble> troubles,
            List<String> proofs) {
        String name = component + "-" + host;
        Optional<Pod> pod = pods.stream()
                .filter(p -> p.namespace().equals("kube-system")
                        && p.name().equals(name)
                        && p.node().equals(host)
                        && p.wanted())
                .findFirst();
        if (pod.isEmpty()) {
            troubles.add(Answer.Trouble.yet(
                    "there is no pod " + name,
                    "see on " + host + " whether /etc/kubernetes/manifests/" + component
                            + ".yaml is there and what the kubelet says of it: journalctl -u kubelet -e"));
            return;
        }
        if (!pod.get().owner().equals("Node/" + host)) {
            troubles.add(Answer.Trouble.yet(
                    name + " is no static pod of " + host + ": somebody made it through the API",
                    "kubectl -n kube-system delete pod " + name + "; then see on " + host + " whether"
                            + " /etc/kubernetes/manifests/" + component + ".yaml is there"));
            return;
        }
        Optional<Answer.Trouble> trouble =
                silent(snapshot, host, component).or(() -> PodHealth.trouble(pod.get(), snapshot.past()));
        if (trouble.isEmpty()) {
            return;
        }
        Optional<String> proof = pod.get().runningSince().flatMap(since -> proof(snapshot, host, component, since));
        proof.ifPresentOrElse(proofs::add, () -> troubles.add(trouble.get()));
    }

    private Optional<Answer.Trouble> silent(Snapshot snapshot, String host, String component) {
        return component.equals(APISERVER)
                ? ServerLeases.of(snapshot)
                        .trouble(host, inventory.hosts(Role.CONTROL_PLANE).size())
                : Optional.empty();
    }

    private Optional<String> proof(Snapshot snapshot, String host, String component, Instant since) {
        List<Lease> leases = snapshot.objects().systemLeases().known().orElse(List.of());
        if (!component.equals(APISERVER) && !component.equals(etcd)) {
            return leases.stream()
                    .filter(lease -> lease.name().equals(component)
                            && lease.holder().startsWith(host + "_")
                            && lease.fresh(snapshot.now())
                            && lease.renewedAfter(since))
                    .findFirst()
                    .map(lease -> component + "-" + host + " renews its lease");
        }
        if (snapshot.ready() && inventory.hosts(Role.CONTROL_PLANE).size() == 1) {
            return Optional.of(component + "-" + host + " answers /readyz");
        }
        return ServerLeases.of(snapshot)
                .renewedAfter(host, since)
                .map(lease -> component + "-" + host + " wrote the lease " + lease.name());
    }
}
