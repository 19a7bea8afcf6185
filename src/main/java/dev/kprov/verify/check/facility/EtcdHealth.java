package dev.kprov.verify.check.facility;

import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Settings;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Outcomes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What etcd says of itself where it shows its metrics: that a member's container runs says neither that it has a
/// leader nor that it still takes what is written.
public final class EtcdHealth implements Check {
    private static final String EXPECTED = "each member healthy, with a leader, its peers and room";

    private final Inventory inventory;
    private final Settings settings;

    public EtcdHealth(Inventory inventory, Settings settings) {
        this.inventory = inventory;
        this.settings = settings;
    }

    /// Whether members show their metrics where kprov asks for them: kubeadm's pods do, and those of the same name.
    public static boolean canAsk(Settings settings) {
        return settings.etcdPods().equals(Settings.NONE.etcdPods());
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
        Map<String, String> members = new LinkedHashMap<>();
        snapshot.objects()
                .etcdHosts(inventory, settings)
                .forEach(host -> members.put(settings.etcdPods() + "-" + host, settings.etcdPods() + "-" + host));
        Outcomes outcomes = Outcomes.of(members, snapshot.probes().etcd(), (pod, bad) -> trouble(pod, bad.actual()));
        if (!outcomes.troubles().isEmpty()) {
            return Answer.of(troubles(outcomes), EXPECTED, "");
        }
        return hidden(snapshot, members.keySet(), outcomes.unable().values())
                ? new Answer.Beside(outcomes.why())
                : outcomes.answer(
                        EXPECTED,
                        found -> found.good().entrySet().stream()
                                .map(member -> member.getKey() + ": " + member.getValue())
                                .collect(Collectors.joining("; ")));
    }

    /// Others miss a member that is gone or stands still: that one comes first, also where it could not be asked.
    private static List<Answer.Trouble> troubles(Outcomes outcomes) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        outcomes.unable()
                .forEach((pod, why) -> troubles.add(Answer.Trouble.yet(
                        pod + " could not be asked: " + why, "see the checks control-plane and nodes-ready")));
        outcomes.troubles().stream()
                .sorted(Comparator.comparing(trouble -> trouble.what().contains(EtcdQuestion.MISSED)))
                .forEach(troubles::add);
        return troubles;
    }

    /// Where kubeadm's pods are ready, something listens on the port.
    private static boolean hidden(Snapshot snapshot, Set<String> members, Collection<String> unable) {
        return !unable.isEmpty()
                && unable.stream().allMatch(why -> why.endsWith(EtcdQuestion.HIDDEN))
                && snapshot.objects().pods().known().orElse(List.of()).stream()
                        .filter(pod -> members.contains(pod.name()))
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
