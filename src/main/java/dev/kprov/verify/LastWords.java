package dev.kprov.verify;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fetches the logs that tell why a container ended, or why a host's Services do not work.
final class LastWords {
    private static final int MOST_AT_ONCE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KubeApi api;
    private final Set<String> fetched = new HashSet<>();

    LastWords(KubeApi api) {
        this.api = api;
    }

    /// By the container's key: what is new.
    ///
    /// @param probes by host
    Map<String, String> fetch(List<Pod> pods, Map<String, Probes.Outcome> probes) throws InterruptedException {
        Map<String, String> logs = new HashMap<>();
        for (Pod pod : pods) {
            for (Pod.Container container : pod.containers()) {
                if (logs.size() == MOST_AT_ONCE) {
                    return logs;
                }
                String turn = turn(pod, container, probes);
                if (!turn.isEmpty() && !fetched.contains(pod.key(container) + turn)) {
                    fetch(pod, container, turn, logs);
                }
            }
        }
        return logs;
    }

    /// What makes a log worth fetching, once: an end, or ten more seconds without an answer. Empty when nothing does.
    private static String turn(Pod pod, Pod.Container container, Map<String, Probes.Outcome> probes) {
        if (ended(container)) {
            return " end " + container.restarts();
        }
        return pod.owner().equals("DaemonSet/kube-proxy")
                        && probes.get(pod.node()) instanceof Probes.Outcome.Bad bad
                        && bad.since().compareTo(PATIENCE) > 0
                ? " silence " + bad.since().toSeconds() / 10
                : "";
    }

    private static boolean ended(Pod.Container container) {
        return !container.ready() && container.restarts() > 0;
    }

    private void fetch(Pod pod, Pod.Container container, String turn, Map<String, String> logs)
            throws InterruptedException {
        Part<KubeApi.Reply> reply = api.reply(api.get("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name()
                + "/log?container=" + container.name() + "&tailLines=100"
                + (ended(container) ? "&previous=true" : "")));
        reply.known().filter(said -> said.code() == 200).ifPresent(said -> {
            fetched.add(pod.key(container) + turn);
            logs.put(pod.key(container), said.text());
        });
    }
}
