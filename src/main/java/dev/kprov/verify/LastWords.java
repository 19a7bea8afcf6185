package dev.kprov.verify;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.ApiObjects;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fetches the logs that tell why a container ended, or why a host's Services do not work.
final class LastWords {
    private static final int MOST_AT_ONCE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KubeApi api;
    private final Set<String> fetched = new HashSet<>();
    /// Asked for once and not got: others come first.
    private final Set<String> vain = new HashSet<>();

    LastWords(KubeApi api) {
        this.api = api;
    }

    /// By the container's key: what is new.
    ///
    /// @param probes by host
    Map<String, String> fetch(List<Pod> pods, Map<String, Probes.Outcome> probes) throws InterruptedException {
        List<Asked> asked = pods.stream()
                .flatMap(pod -> pod.containers().stream().map(container -> wanted(pod, container, probes)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(log -> vain.contains(log.turn())))
                .limit(MOST_AT_ONCE)
                .map(log -> new Asked(log, api.get(log.path())))
                .toList();
        Map<String, String> logs = new HashMap<>();
        for (Asked one : asked) {
            Part<KubeApi.Reply> reply = api.reply(one.answer());
            Optional<String> text =
                    reply.known().filter(said -> said.code() == 200).flatMap(said -> ApiObjects.log(said.text()));
            (text.isPresent() ? fetched : vain).add(one.log().turn());
            text.ifPresent(said -> logs.put(one.log().container(), said));
        }
        return logs;
    }

    /// @param container its key
    /// @param turn what makes it worth fetching once more
    private record Log(String container, String turn, String path) {}

    private record Asked(Log log, KubeApi.Pending answer) {}

    private Optional<Log> wanted(Pod pod, Pod.Container container, Map<String, Probes.Outcome> probes) {
        String key = pod.key(container);
        return turn(pod, container, probes)
                .map(turn -> new Log(
                        key,
                        key + turn,
                        "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/log?container="
                                + container.name() + "&tailLines=100" + (ended(container) ? "&previous=true" : "")))
                .filter(log -> !fetched.contains(log.turn()));
    }

    /// What makes a log worth fetching, once: an end, or ten more seconds without an answer.
    private static Optional<String> turn(Pod pod, Pod.Container container, Map<String, Probes.Outcome> probes) {
        if (ended(container)) {
            return Optional.of(" end " + container.restarts());
        }
        return pod.owner().equals("DaemonSet/kube-proxy")
                        && probes.get(pod.node()) instanceof Probes.Outcome.Bad bad
                        && bad.since().compareTo(PATIENCE) > 0
                ? Optional.of(" silence " + bad.since().toSeconds() / 10)
                : Optional.empty();
    }

    private static boolean ended(Pod.Container container) {
        return !container.ready() && container.restarts() > 0;
    }
}
