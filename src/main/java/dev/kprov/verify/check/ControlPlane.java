package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Settings;
import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodHealth;
import dev.kprov.verify.judge.ServerLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The static pods of each control-plane host. Their Ready condition comes some ten seconds after they work; until
/// then what they do proves it: a lease that only this process can have renewed, after it was started.
final class ControlPlane implements Check {
    private static final String APISERVER = "kube-apiserver";
    /// Who of several does the work. One that lost its right to do it, or stands still, may stay Ready.
    private static final List<String> LED = List.of("kube-controller-manager", "kube-scheduler");

    /// A lease is good for 15 s, and clocks of hosts differ.
    private static final Duration LEADERLESS = Duration.ofSeconds(40);

    private static final List<String> COMPONENTS =
            Stream.concat(Stream.of(APISERVER), LED.stream()).toList();

    private final Inventory inventory;
    private final Settings settings;

    ControlPlane(Inventory inventory, Settings settings) {
        this.inventory = inventory;
        this.settings = settings;
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
                ? judge(snapshot, pods, false)
                : Check.judge(snapshot.objects().externalEtcd(), external -> judge(snapshot, pods, external));
    }

    /// @param external whether etcd is outside of the cluster
    private Answer judge(Snapshot snapshot, List<Pod> pods, boolean external) {
        boolean stacked = !external && !settings.etcdPods().isEmpty();
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<String> proofs = new ArrayList<>();
        List<String> hosts =
                inventory.hosts(Role.CONTROL_PLANE).stream().map(Host::name).toList();
        List<String> members = stacked ? snapshot.objects().etcdHosts(inventory, settings) : List.of();
        for (String host : hosts) {
            for (String component : COMPONENTS) {
                judge(snapshot, pods, host, component, troubles, proofs);
            }
        }
        for (String host : members) {
            judge(snapshot, pods, host, settings.etcdPods(), troubles, proofs);
        }
        LED.forEach(component -> leaderless(snapshot, component).ifPresent(troubles::add));
        if (hosts.isEmpty()) {
            troubles.add(Answer.Trouble.yet(
                    "no node is marked as a control plane",
                    "kubectl label node NODE " + Node.CONTROL_PLANE_LABEL
                            + "=; or say in the profile that the control plane is hidden"));
        }
        return Answer.of(
                troubles,
                String.join(", ", COMPONENTS) + (stacked ? ", " + settings.etcdPods() : "") + " running and ready on"
                        + " each control-plane host",
                evidence(hosts, members)
                        + (proofs.isEmpty() ? "" : "; not yet marked Ready, but: " + String.join(", ", proofs)));
    }

    /// Without a lease it is one that runs without others beside it.
    private static Optional<Answer.Trouble> leaderless(Snapshot snapshot, String component) {
        return snapshot.objects().systemLeases().known().orElse(List.of()).stream()
                .filter(lease -> lease.name().equals(component))
                .filter(lease -> !lease.renewedAfter(snapshot.now().minus(LEADERLESS)))
                .findFirst()
                .map(
                        lease -> Answer.Trouble.yet(
                                "no " + component + " does its work: " + lease.holder() + " has not renewed the lease "
                                        + component + " since "
                                        + lease.renewed().map(Instant::toString).orElse("it was made"),
                                "read why: kubectl -n kube-system logs -l component=" + component
                                        + "; if it runs with --leader-elect=false, delete the lease, which is of earlier then"));
    }

    private String evidence(List<String> hosts, List<String> members) {
        String all = String.join(", ", COMPONENTS);
        String on = " on " + String.join(", ", hosts);
        if (members.isEmpty()) {
            return all + on;
        }
        return members.equals(hosts)
                ? all + ", " + settings.etcdPods() + on
                : all + on + "; " + settings.etcdPods() + " on " + String.join(", ", members);
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
        if (!component.equals(APISERVER) && !component.equals(settings.etcdPods())) {
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
