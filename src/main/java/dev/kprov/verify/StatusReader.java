package dev.kprov.verify;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.ClusterReader;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads what `kprov status` shows: one look, no waiting.
public final class StatusReader {
    private final Clock clock;

    /// @param clock only for where the API server does not say what time it is
    public StatusReader(Clock clock) {
        this.clock = clock;
    }

    /// An API server that does not answer is a status too; a kubeconfig that cannot be used is a `KprovException`.
    public ClusterStatus read(Path kubeconfig) throws InterruptedException {
        try (KubeApi api = KubeApi.open(Context.currentOf(kubeconfig))) {
            ClusterReader.Glance glance = new ClusterReader(api, clock).glance();
            Optional<List<ClusterStatus.NodeStatus>> nodes = glance.nodes()
                    .known()
                    .map(known -> known.stream()
                            .sorted(Comparator.comparing(Node::name))
                            .map(node -> status(node, glance.now()))
                            .toList());
            return new ClusterStatus(
                    api.server(), Snapshot.Readiness.good(glance.readiness()), describe(glance), nodes);
        }
    }

    private static ClusterStatus.NodeStatus status(Node node, Instant now) {
        return new ClusterStatus.NodeStatus(
                node.name(),
                node.is("Ready"),
                node.roles(),
                node.version(),
                node.address(),
                Duration.between(node.created(), now));
    }

    private static String describe(ClusterReader.Glance glance) {
        String api = switch (glance.readiness()) {
            case Part.Known<Snapshot.Readiness>(Snapshot.Readiness readiness) -> describe(readiness);
            case Part.Missing<Snapshot.Readiness> missing -> missing.why();
        };
        return glance.nodes() instanceof Part.Missing<List<Node>> missing && missing.cause() == Part.Cause.DENIED
                ? api + "; its nodes cannot be read: " + missing.why()
                : api;
    }

    private static String describe(Snapshot.Readiness readiness) {
        if (readiness.ok()) {
            return "ready";
        }
        return readiness.failing().isEmpty()
                ? "not ready: HTTP " + readiness.code()
                : "not ready: " + String.join(", ", readiness.failing());
    }
}
