package dev.kprov.profile;

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

    /// Whether the cluster is to have CoreDNS.
    default boolean dns() {
        return true;
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
