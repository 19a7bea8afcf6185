package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Probes.Outcome;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;
import java.util.HashMap;
import java.util.Map;

/// Whether packets as large as the pods' network promises get from node to node: a tunnel through a network with a
/// smaller MTU swallows them, and then connections open and never carry anything.
public final class PathMtu implements Check {
    private static final Outcome NO_WAY =
            new Outcome.Unable("not even small packets arrive (check pod-network)", false);

    @Override
    public String id() {
        return "pod-mtu";
    }

    @Override
    public String title() {
        return "Full-size packets get from pod to pod";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.judge(snapshot, PathMtu::judge);
    }

    private static Answer judge(Trials trials) {
        Map<String, Outcome> found = new HashMap<>(trials.of(Question.LOAD));
        trials.of(Question.PEERS).forEach((node, outcome) -> {
            if (!(outcome instanceof Outcome.Good)) {
                found.put(node, NO_WAY);
            }
        });
        return Asked.outcomes(trials, found, PathMtu::remedy)
                .answer("a page of 16 KiB from each pod that is asked", all -> "16 KiB came from every pod asked");
    }

    private static String remedy(String node) {
        return "compare the MTU of the pods' network with that of the hosts': ip link, on " + node
                + " and its peers; VXLAN needs 50 bytes less than the hosts have";
    }
}
