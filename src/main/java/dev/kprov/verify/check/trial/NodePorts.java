package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Probes.Outcome;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Outcomes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From here, if this machine has a way to the nodes; firewalls often leave it none, and that is no fault of the
/// cluster. Then what pods find at the nodes' ports has to do.
public final class NodePorts implements Check {
    private static final String EXPECTED = "the answer of the pod behind it, at the port of each node";

    @Override
    public String id() {
        return "node-port";
    }

    @Override
    public String title() {
        return "A NodePort answers at every node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.judge(snapshot, NodePorts::judge);
    }

    private static Answer judge(Trials trials) {
        Map<String, Outcome> here = trials.of(Question.NODE_PORT_FROM_HERE);
        boolean way = here.values().stream().anyMatch(Outcome.Good.class::isInstance);
        List<Answer.Trouble> troubles = new ArrayList<>();
        if (way) {
            here.forEach((node, outcome) -> {
                if (outcome instanceof Outcome.Bad(String actual, java.time.Duration since)) {
                    troubles.add(Answer.Trouble.yet(
                            "from here, at " + node + ": " + actual,
                            "other nodes answer: see kube-proxy on " + node + " and its firewall"));
                }
            });
        }
        Outcomes inside = Asked.outcomes(trials, trials.of(Question.NODE_PORT), NodePorts::remedy);
        troubles.addAll(inside.troubles());
        return new Outcomes(new LinkedHashMap<>(inside.good()), troubles, inside.unable(), inside.forGood())
                .answer(
                        EXPECTED,
                        all -> way
                                ? "asked from here at " + here.size() + " nodes, and from pods"
                                : "asked from pods; this machine gets no answer at any node's port, as with a firewall"
                                        + " in between");
    }

    private static String remedy(String node) {
        return "see kube-proxy on " + node + " and on the nodes that are named: kubectl -n kube-system logs -l"
                + " k8s-app=kube-proxy --tail 50";
    }
}
