package dev.kprov.verify.check.facility;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whatever else runs in kube-system has as many pods as it wants.
public final class Workloads implements Check {
    private static final String SYSTEM = "kube-system";

    private final Set<String> elsewhere;

    /// @param elsewhere the names of those that a check of their own looks at
    public Workloads(Set<String> elsewhere) {
        this.elsewhere = Set.copyOf(elsewhere);
    }

    @Override
    public String id() {
        return "workloads";
    }

    @Override
    public String title() {
        return "Every workload of kube-system has its pods";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().deployments(),
                deployments -> Check.judge(
                        snapshot.objects().statefulSets(),
                        statefulSets -> Check.judge(
                                snapshot.objects().daemonSets(),
                                daemonSets -> judge(deployments, statefulSets, daemonSets))));
    }

    private Answer judge(List<Workload> deployments, List<Workload> statefulSets, List<Workload> daemonSets) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        add(troubles, "deployment", deployments);
        add(troubles, "statefulset", statefulSets);
        add(troubles, "daemonset", daemonSets);
        long count = Stream.of(deployments, statefulSets, daemonSets)
                .flatMap(List::stream)
                .filter(workload -> workload.namespace().equals(SYSTEM))
                .count();
        return Answer.of(troubles, "as many pods ready as each wants", "all " + count + " have as many as they want");
    }

    private void add(List<Answer.Trouble> troubles, String kind, List<Workload> workloads) {
        workloads.stream()
                .filter(workload -> workload.namespace().equals(SYSTEM))
                .filter(workload -> !elsewhere.contains(workload.name()) && !workload.complete())
                .map(workload -> Answer.Trouble.yet(
                        kind + " " + workload.where() + ": " + workload.numbers(),
                        "kubectl -n " + SYSTEM + " describe " + kind + " " + workload.name()))
                .forEach(troubles::add);
    }
}
