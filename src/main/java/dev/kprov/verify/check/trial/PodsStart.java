package dev.kprov.verify.check.trial;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.ProbePod;
import dev.kprov.verify.judge.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a node runs what it is given, and how long that took.
public final class PodsStart implements Check {
    private static final int LONGEST = 300;
    private static final String REFUSED =
            "an admission webhook, an admission policy or a quota stands in the way of new"
                    + " pods: correct it, or exempt namespaces with the label app.kubernetes.io/managed-by=kprov";

    private final String image;

    /// @param image of the pods
    public PodsStart(String image) {
        this.image = image;
    }

    @Override
    public String id() {
        return "pods-start";
    }

    @Override
    public String title() {
        return "A pod starts on every node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return snapshot.trials().pods() instanceof Part.Missing<Map<String, ProbePod>>(String why, Part.Cause cause)
                        && cause == Part.Cause.BROKEN
                        && why.startsWith("HTTP 4")
                ? new Answer.No("pods that may be made", "they are refused: " + why, REFUSED, false)
                : Asked.judge(
                        snapshot, trials -> judge(trials, trials.pods().known().orElse(Map.of())));
    }

    private Answer judge(Trials trials, Map<String, ProbePod> pods) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        for (String node : trials.nodes()) {
            trouble(
                            "the pod on " + node,
                            Optional.ofNullable(pods.get(node)),
                            trials.warning(),
                            "kubectl describe node " + node)
                    .ifPresent(troubles::add);
        }
        trouble("the pod that may be anywhere", trials.server(), "", "kubectl get nodes")
                .ifPresent(troubles::add);
        return Answer.of(troubles, "a running pod on " + Asked.nodes(trials), evidence(trials, pods));
    }

    private Optional<Answer.Trouble> trouble(String what, Optional<ProbePod> pod, String warning, String look) {
        if (pod.isEmpty()) {
            return Optional.of(Answer.Trouble.yet(
                    what + " was not made" + (warning.isEmpty() ? "" : ": " + warning),
                    "see whether the controller manager works (check control-plane) and what it says of the node: "
                            + look));
        }
        if (pod.get().running()) {
            return Optional.empty();
        }
        String why = why(pod.get());
        return Optional.of(Answer.Trouble.yet(what + " does not run" + why, remedy(why, look)));
    }

    private static String why(ProbePod probe) {
        String state = probe.pod().node().isEmpty() ? ": it has no node" : "";
        String message = probe.warning().isEmpty() ? probe.pod().message() : probe.warning();
        for (Pod.Container container : probe.pod().containers()) {
            switch (container.state()) {
                case Pod.State.Waiting(String reason, String words) -> {
                    state = ": " + reason;
                    // Of an image the container knows more than the events, which soon only say that it is waited.
                    message = words.isEmpty() ? message : words;
                }
                case Pod.State.Ended(int code, String reason, String words) ->
                    state = ": its container ended with exit code " + code;
                case Pod.State.Running running -> state = ": it has no address";
            }
        }
        return state + (message.isEmpty() ? "" : ", " + shortened(message));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private String remedy(String why, String look) {
        if (why.contains("Pull") || why.contains("image")) {
            return "see that " + image + " is in the registry or its mirror, or name an image that the nodes have:"
                    + " --probe-image";
        }
        if (why.contains("sandbox") || why.contains("network")) {
            return "the node's network plugin does not work: see its pods, and /etc/cni/net.d and /opt/cni/bin there";
        }
        return "see what the node and its kubelet say: " + look + "; journalctl -u kubelet";
    }

    private static String evidence(Trials trials, Map<String, ProbePod> pods) {
        return pods.entrySet().stream()
                .max(Comparator.comparing(pod -> pod.getValue().started().orElse(Duration.ZERO)))
                .map(last -> "on " + Asked.nodes(trials) + ", the slowest " + last.getKey() + " after "
                        + last.getValue().started().orElse(Duration.ZERO).toSeconds() + " s")
                .orElse("");
    }
}
