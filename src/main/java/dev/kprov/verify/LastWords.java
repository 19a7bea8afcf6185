package dev.kprov.verify;

import dev.kprov.verify.cluster.KubeApi;
import dev.kprov.verify.cluster.Part;
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
                boolean ended = !container.ready() && container.restarts() > 0;
                if (ended || unheard(pod, probes)) {
                    fetch(pod, container, ended, logs);
                }
            }
        }
        return logs;
    }

    private static boolean unheard(Pod pod, Map<String, Probes.Outcome> probes) {
        return pod.owner().equals("DaemonSet/kube-proxy")
                && probes.get(pod.node()) instanceof Probes.Outcome.Bad bad
                && bad.since().compareTo(PATIENCE) > 0;
    }

    private void fetch(Pod pod, Pod.Container container, boolean previous, Map<String, String> logs)
            throws InterruptedException {
        String life = pod.key(container) + " " + container.restarts() + " " + previous;
        if (fetched.contains(life)) {
            return;
        }
        Part<KubeApi.Reply> reply = api.reply(api.get("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name()
                + "/log?container=" + container.name() + "&tailLines=100" + (previous ? "&previous=true" : "")));
        reply.known().filter(said -> said.code() == 200).ifPresent(said -> {
            fetched.add(life);
            logs.put(pod.key(container), said.text());
        });
    }
}
