package dev.kprov.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What there is in a cluster of one node. Everything is the same thing under other names: a node, a pod, a workload,
/// a lease, whatever somebody looks for in it.
final class PlayedCluster {
    /// By the last word of a path.
    private static final Map<String, List<String>> NAMES = Map.of(
            "pods",
            List.of(
                    "kube-apiserver-training",
                    "kube-controller-manager-training",
                    "kube-scheduler-training",
                    "etcd-training",
                    "coredns"),
            "daemonsets",
            List.of("kube-proxy", "kube-flannel-ds"),
            "deployments",
            List.of("coredns"),
            "validatingwebhookconfigurations",
            List.of(),
            "mutatingwebhookconfigurations",
            List.of());

    private PlayedCluster() {}

    /// @param request with its query
    static String answer(String request) throws IOException {
        String path = request.replaceFirst("\\?.*", "");
        if (path.equals("/readyz")) {
            return "[+]ping ok\n[+]etcd ok\nreadyz check passed\n";
        }
        if (path.equals("/version")) {
            return "{\"gitVersion\": \"v1.36.4\"}";
        }
        if (path.matches(".*/(services|configmaps)/[^/]+")) {
            return thing(path.substring(path.lastIndexOf('/') + 1));
        }
        StringBuilder items = new StringBuilder();
        for (String name : NAMES.getOrDefault(path.substring(path.lastIndexOf('/') + 1), List.of("training"))) {
            items.append(items.isEmpty() ? "" : ", ").append(thing(name));
        }
        return "{\"kind\": \"List\", \"metadata\": {}, \"items\": [" + items + "]}";
    }

    private static String thing(String name) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (InputStream in = PlayedCluster.class.getResourceAsStream("thing.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NAME", name)
                    .replace("NOW", now.toString())
                    .replace("EARLIER", now.minus(Duration.ofHours(1)).toString());
        }
    }
}
