package dev.kprov.verify.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pod.
///
/// @param node where it was put; empty while it is nowhere
/// @param owner what made it, e.g. `DaemonSet/kube-proxy`; empty when nothing did
/// @param message why it is nowhere, or why it failed
public record Pod(
        String namespace,
        String name,
        String node,
        String owner,
        String priorityClass,
        String phase,
        boolean ready,
        boolean leaving,
        String message,
        Map<String, String> labels,
        List<Container> containers) {
    public Pod {
        labels = Map.copyOf(labels);
        containers = List.copyOf(containers);
    }

    /// @param id changes when the container is made anew
    /// @param ended when it ended the last time; empty when it never did
    public record Container(
            String name, String image, String id, boolean ready, int restarts, State state, Optional<Instant> ended) {}

    public sealed interface State {
        record Running(Instant since) implements State {}

        record Waiting(String reason, String message) implements State {}

        record Ended(int exitCode, String reason, String message) implements State {}
    }

    /// Names it for a reader, e.g. `kube-system/coredns-7d76-x2x on worker-1`.
    public String where() {
        return namespace + "/" + name + (node.isEmpty() ? "" : " on " + node);
    }

    /// Names a container of it across looks.
    public String key(Container container) {
        return namespace + "/" + name + "/" + container.name();
    }

    public boolean critical() {
        return priorityClass.startsWith("system-") && priorityClass.endsWith("-critical");
    }

    /// Neither on its way out nor done for good.
    public boolean wanted() {
        return !leaving && !phase.equals("Succeeded");
    }

    public boolean labelled(String label, String value) {
        return value.equals(labels.get(label));
    }

    /// Since when all of its containers run; empty when one does not.
    public Optional<Instant> runningSince() {
        Optional<Instant> latest = Optional.empty();
        for (Container container : containers) {
            if (!(container.state() instanceof State.Running(Instant since))) {
                return Optional.empty();
            }
            latest = latest.filter(since::isBefore).or(() -> Optional.of(since));
        }
        return latest;
    }
}
