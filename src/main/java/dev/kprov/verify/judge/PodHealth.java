package dev.kprov.verify.judge;

import dev.kprov.inventory.Host;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says what is wrong with a pod, and whether it may still get right by itself.
public final class PodHealth {
    private static final int LOOPS = 3;
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final Set<String> IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");
    private static final Pattern TELLING = Pattern.compile("(?i)fatal|panic|error|fail|loop");
    private static final Pattern DNS_LOOP = Pattern.compile("Loop \\(.*\\) detected for zone");
    private static final int LONGEST = 300;

    private PodHealth() {}

    /// Empty when the pod is ready.
    public static Optional<Answer.Trouble> trouble(Pod pod, Past past) {
        Optional<Answer.Trouble> stuck = stuck(pod, past);
        if (stuck.isPresent() || pod.ready()) {
            return stuck;
        }
        if (pod.node().isEmpty()) {
            return Optional.of(Answer.Trouble.yet(
                    pod.where() + " has no node (" + pod.message() + ")",
                    "kubectl -n " + pod.namespace() + " describe pod " + pod.name()));
        }
        return Optional.of(Answer.Trouble.yet(
                pod.where() + " is not ready" + reason(pod),
                "kubectl -n " + pod.namespace() + " describe pod " + pod.name()));
    }

    /// Empty unless a container waits for something that should not have happened.
    public static Optional<Answer.Trouble> stuck(Pod pod, Past past) {
        return pod.containers().stream()
                .flatMap(container -> stuck(pod, container, past).stream())
                .findFirst();
    }

    private static Optional<Answer.Trouble> stuck(Pod pod, Pod.Container container, Past past) {
        Optional<String> log = past.log(pod.key(container));
        if (log.filter(text -> DNS_LOOP.matcher(text).find()).isPresent() && !container.ready()) {
            return Optional.of(dnsLoop(pod, log.get()));
        }
        if (container.state() instanceof Pod.State.Waiting(String reason, String message)) {
            if (reason.equals("CrashLoopBackOff")) {
                return Optional.of(crashes(pod, container, log));
            }
            if (past.stuckSince().containsKey(pod.key(container))) {
                return Optional.of(waits(pod, container, reason, message, past));
            }
        }
        return Optional.empty();
    }

    /// CoreDNS forwards to the host's resolver; on a host whose resolver is itself, that is CoreDNS.
    private static Answer.Trouble dnsLoop(Pod pod, String log) {
        return Answer.Trouble.forGood(
                pod.where() + " ends at once: " + telling(log),
                "the resolver in /etc/resolv.conf of " + pod.node() + " is a loopback address (127.0.0.x): set"
                        + " resolvConf of the kubelet to a file without one, e.g."
                        + " /run/systemd/resolve/resolv.conf (in the profile: kubeletConfiguration.resolvConf), or"
                        + " correct the file; then restart the kubelet and delete the pod");
    }

    private static Answer.Trouble crashes(Pod pod, Pod.Container container, Optional<String> log) {
        return new Answer.Trouble(
                pod.where() + ": container " + container.name() + " is in CrashLoopBackOff after "
                        + container.restarts() + " restarts"
                        + log.map(text -> ", its last words: " + telling(text)).orElse(""),
                "read why it ends: kubectl -n " + pod.namespace() + " logs " + pod.name() + " -c " + container.name()
                        + " --previous",
                container.restarts() >= LOOPS);
    }

    private static Answer.Trouble waits(Pod pod, Pod.Container container, String reason, String message, Past past) {
        boolean image = IMAGE.contains(reason);
        String what = pod.where() + ": " + reason + (image ? " of " + container.image() : "") + ", " + message;
        String remedy = image
                ? "see that the image is in the registry or its mirror and that " + pod.node()
                        + " reaches it: crictl pull " + container.image() + " on " + pod.node()
                : "kubectl -n " + pod.namespace() + " describe pod " + pod.name();
        return new Answer.Trouble(
                shortened(what), remedy, past.stuck(pod.key(container)).compareTo(STUCK) > 0);
    }

    private static String reason(Pod pod) {
        for (Pod.Container container : pod.containers()) {
            String reason = switch (container.state()) {
                case Pod.State.Waiting waiting -> waiting.reason();
                case Pod.State.Ended ended -> ended.reason() + ", exit code " + ended.exitCode();
                case Pod.State.Running running -> container.ready() ? "" : "running";
            };
            if (!reason.isEmpty()) {
                return " (" + container.name() + ": " + reason + ")";
            }
        }
        return pod.message().isEmpty() ? "" : " (" + pod.message() + ")";
    }

    /// The last line of a log that says something, or else its last line.
    static String telling(String log) {
        List<String> lines =
                log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.reversed().stream()
                .filter(line -> TELLING.matcher(line).find())
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .map(PodHealth::shortened)
                .orElse("nothing");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /// What is wrong with DaemonSets whose pods belong on every node. Several of them may share the nodes.
    ///
    /// @param others pods that do the same without a DaemonSet
    public static List<Answer.Trouble> onEveryNode(
            List<Workload> sets, List<Pod> others, List<Host> hosts, Snapshot snapshot) {
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<Pod> pods = Stream.concat(
                        others.stream(),
                        sets.stream()
                                .flatMap(set -> snapshot.podsOwnedBy("DaemonSet/" + set.name()).stream()
                                        .filter(pod -> pod.namespace().equals(set.namespace()))))
                .filter(Pod::wanted)
                .toList();
        for (Host host : hosts) {
            List<Pod> here =
                    pods.stream().filter(pod -> pod.node().equals(host.name())).toList();
            if (here.isEmpty()) {
                troubles.add(missing(sets, host.name()));
            }
            here.forEach(pod -> trouble(pod, snapshot.past()).ifPresent(troubles::add));
        }
        return troubles.isEmpty()
                ? sets.stream()
                        // One that has no place beside the others is no fault.
                        .filter(set -> pods.isEmpty() || set.desired() > 0 || !set.complete())
                        .flatMap(set -> unsettled(set).stream())
                        .toList()
                : troubles;
    }

    private static Answer.Trouble missing(List<Workload> sets, String host) {
        return sets.isEmpty()
                ? Answer.Trouble.yet(
                        host + " has no such pod as the others have",
                        "see on " + host + " what the kubelet says of its static pods: journalctl -u kubelet -e")
                : Answer.Trouble.yet(
                        host + " has no pod of "
                                + String.join(
                                        " or ",
                                        sets.stream().map(Workload::where).toList()),
                        "see which taint keeps it away: kubectl -n "
                                + sets.getFirst().namespace() + " describe daemonset "
                                + sets.getFirst().name() + "; kubectl describe node " + host);
    }

    /// What the DaemonSet itself says; its numbers may lag behind its pods.
    public static List<Answer.Trouble> unsettled(Workload set) {
        return set.settled()
                ? List.of()
                : List.of(Answer.Trouble.yet(
                        set.where() + ": " + set.numbers(),
                        "kubectl -n " + set.namespace() + " rollout status daemonset " + set.name()));
    }
}
