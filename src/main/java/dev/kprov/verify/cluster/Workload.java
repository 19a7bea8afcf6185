package dev.kprov.verify.cluster;

import java.util.List;

/// A DaemonSet, a Deployment or a StatefulSet.
///
/// @param observed whether its controller has seen its newest form
/// @param desired how many pods there should be
/// @param hostNetwork whether its pods use the network of their node
public record Workload(
        String namespace,
        String name,
        boolean observed,
        int desired,
        int updated,
        int ready,
        int available,
        boolean hostNetwork) {
    /// A DaemonSet as if these pods of it were not wanted.
    Workload without(List<Pod> pods) {
        int lost = pods.size();
        int served = Math.toIntExact(pods.stream().filter(Pod::ready).count());
        return new Workload(
                namespace,
                name,
                observed,
                desired - lost,
                updated - lost,
                ready - served,
                available - served,
                hostNetwork);
    }

    public boolean settled() {
        return observed && desired > 0 && updated == desired && ready == desired && available == desired;
    }

    /// Whether it has as many pods as it wants, which may be none.
    public boolean complete() {
        return observed && updated >= desired && ready >= desired && available >= desired;
    }

    /// Names it for a reader, e.g. `kube-system/coredns`.
    public String where() {
        return namespace + "/" + name;
    }

    /// Its numbers for a reader.
    public String numbers() {
        return ready + " of " + desired + " pods ready, " + updated + " up to date"
                + (observed ? "" : ", its newest form not taken up yet");
    }
}
