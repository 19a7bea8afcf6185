package dev.kprov.profile;

import java.util.Optional;

/// What a profile says in the block that is named after its installer, as this installer has read it; see `Dialect`.
/// Everybody else learns from it only what the cluster is to have.
public interface Settings {
    /// Those of an installer that has none.
    Settings NONE = new Settings() {
        @Override
        public String toString() {
            return "Settings.NONE";
        }
    };

    /// The DNS that the cluster is to have; empty when it is to have none.
    default Optional<Dns> dns() {
        return Optional.of(Dns.CORE_DNS);
    }

    /// Whether the network of pods shows as a DaemonSet.
    default boolean networkPods() {
        return true;
    }

    /// Whether the cluster is to have kube-proxy.
    default boolean kubeProxy() {
        return true;
    }
}
