package dev.kprov.verify.check.trial;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Outcomes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What goes from the API server to a kubelet, at port 10250 of its node: everything else goes the other way.
public final class KubeletStreams implements Check {
    @Override
    public String id() {
        return "kubelet-streams";
    }

    @Override
    public String title() {
        return "kubectl logs, exec and port-forward work on every node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Asked.judge(snapshot, KubeletStreams::judge);
    }

    private static Answer judge(Trials trials) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        SequencedMap<String, String> unable = new LinkedHashMap<>();
        boolean forGood = false;
        for (Question question : List.of(Question.LOGS, Question.EXEC, Question.PORT_FORWARD)) {
            Outcomes outcomes = Asked.outcomes(trials, trials.of(question), KubeletStreams::remedy);
            troubles.addAll(outcomes.troubles());
            unable.putAll(outcomes.unable());
            forGood |= outcomes.forGood();
        }
        return new Outcomes(new LinkedHashMap<>(), troubles, unable, forGood)
                .answer(
                        "the log, a command and a port of each pod",
                        all -> "all three work with the pods on " + Asked.nodes(trials));
    }

    private static String remedy(String node) {
        return "see that the API server reaches port 10250 of " + node
                + " (firewall), and that the kubelet there trusts" + " it: journalctl -u kubelet";
    }
}
