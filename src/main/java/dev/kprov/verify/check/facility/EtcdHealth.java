package dev.kprov.verify.check.facility;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
import java.util.List;

/// What etcd says of itself where it shows its metrics: that a member's container runs says neither that it has a
/// leader nor that it still takes what is written.
public final class EtcdHealth implements Check {
    private static final String EXPECTED = "each member healthy, with a leader, its peers and room";

    private final Inventory inventory;
    private final String pods;

    /// @param pods what its static pods are called, before the name of their host
    public EtcdHealth(Inventory inventory, String pods) {
        this.inventory = inventory;
        this.pods = pods;
    }

    @Override
    public String id() {
        return "etcd";
    }

    @Override
    public String title() {
        return "etcd is healthy and has room";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        if (snapshot.objects().externalEtcd().known().orElse(false)) {
            return new Answer.Beside("etcd is outside of the cluster");
        }
        return snapshot.objects().nodes().known().isPresent()
                        && inventory.hosts(Role.CONTROL_PLANE).isEmpty()
                ? new Answer.Beside("no node is marked as one of the control plane")
                : Check.judge(snapshot.objects().pods(), same -> judge(snapshot));
    }

    private Answer judge(Snapshot snapshot) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<String> unable = new ArrayList<>();
        List<String> evidence = new ArrayList<>();
        boolean forGood = false;
        for (Host host : inventory.hosts(Role.CONTROL_PLANE)) {
            String pod = pods + "-" + host.name();
            switch (snapshot.probes()
                    .etcd()
                    .getOrDefault(pod, new Probes.Outcome.Unable("it has not answered yet", false))) {
                case Probes.Outcome.Good(String found) -> evidence.add(pod + ": " + found);
                case Probes.Outcome.Bad bad -> troubles.add(trouble(pod, bad.actual()));
                case Probes.Outcome.Unable(String why, boolean last) -> {
                    unable.add(pod + ": " + why);
                    forGood |= last;
                }
            }
        }
        if (!troubles.isEmpty() || unable.isEmpty()) {
            return Answer.of(troubles, EXPECTED, String.join("; ", evidence));
        }
        return hidden(snapshot, unable)
                ? new Answer.Beside(String.join("; ", unable))
                : new Answer.CannotTell(String.join("; ", unable), forGood);
    }

    /// Where kubeadm's pods are ready, something listens on the port.
    private boolean hidden(Snapshot snapshot, List<String> unable) {
        List<String> names = inventory.hosts(Role.CONTROL_PLANE).stream()
                .map(host -> pods + "-" + host.name())
                .toList();
        return unable.stream().allMatch(why -> why.endsWith(EtcdQuestion.HIDDEN))
                && snapshot.objects().pods().known().orElse(List.of()).stream()
                        .filter(pod -> names.contains(pod.name()))
                        .allMatch(Pod::ready);
    }

    private static Answer.Trouble trouble(String pod, String actual) {
        String remedy = actual.contains("NOSPACE") || actual.contains("full")
                ? "make room: compact and defragment, then disarm the alarm; see"
                        + " https://etcd.io/docs/v3.6/op-guide/maintenance/#space-quota"
                : "read what it says: kubectl -n kube-system logs " + pod;
        return Answer.Trouble.yet(pod + " " + actual, remedy);
    }
}
