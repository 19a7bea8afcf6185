package dev.kprov.verify.check.trial;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Probes.Outcome;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.ProbePod;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import dev.kprov.verify.judge.Names;
import dev.kprov.verify.judge.Outcomes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How what the pods on all nodes found is judged.
final class Asked {
    private Asked() {}

    /// Of one question, which each pod asks.
    ///
    /// @param remedy made of the name of a node where it went wrong
    static Answer everywhere(Snapshot snapshot, Question question, String expected, Function<String, String> remedy) {
        return judge(
                snapshot,
                trials -> outcomes(trials, trials.of(question), remedy)
                        .answer(expected, found -> "from " + nodes(trials) + spoken(found.last())));
    }

    /// Anything, where pods could be made at all and there is a node for them.
    static Answer judge(Snapshot snapshot, Function<Trials, Answer> judgement) {
        Trials trials = snapshot.trials();
        if (trials.pods() instanceof Part.Missing<Map<String, ProbePod>>(String why, Part.Cause cause)
                && cause == Part.Cause.DENIED) {
            return new Answer.CannotTell(why + " (what is needed: kprov verify --rbac --level deep)", true);
        }
        return Check.judge(
                trials.pods(),
                pods -> trials.nodes().isEmpty()
                        ? new Answer.Beside("no node can run a pod of kprov's: " + Names.shown(trials.aside()))
                        : judgement.apply(trials));
    }

    static Outcomes outcomes(Trials trials, Map<String, Outcome> found, Function<String, String> remedy) {
        Map<String, String> names = new LinkedHashMap<>();
        trials.nodes().forEach(node -> names.put(node, "the pod on " + node));
        Map<String, Outcome> all = new HashMap<>(found);
        trials.nodes().stream()
                .filter(node -> !runs(trials, node))
                .forEach(node -> all.put(node, new Outcome.Unable("it does not run (check pods-start)", false)));
        return Outcomes.of(
                names,
                all,
                (node, bad) -> Answer.Trouble.yet("the pod on " + node + ": " + bad.actual(), remedy.apply(node)));
    }

    private static boolean runs(Trials trials, String node) {
        return trials.pods()
                .known()
                .flatMap(pods -> Optional.ofNullable(pods.get(node)))
                .filter(ProbePod::running)
                .isPresent();
    }

    /// How many there are, and which were left out.
    static String nodes(Trials trials) {
        int count = trials.nodes().size();
        return (count == 1 ? "1 node" : "each of " + count + " nodes")
                + (trials.aside().isEmpty() ? "" : " (not " + Names.shown(trials.aside()) + ")");
    }

    private static String spoken(String evidence) {
        return evidence.isEmpty() ? "" : ": " + evidence;
    }
}
