package dev.kprov.profile;

import java.util.Optional;
import java.util.OptionalInt;

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

    /// How many nodes the cluster is to have, where their names are not known beforehand and those that the API knows
    /// are the cluster's; 0 for any number but none. Empty where the nodes are the hosts of the inventory.
    default OptionalInt foundNodes() {
        return OptionalInt.empty();
    }

    /// Whether the control plane is to be static pods on each of its hosts. If not, it is out of sight, and what the
    /// API server says of itself is all that is known of it.
    default boolean staticPods() {
        return true;
    }

    /// What the static pods of etcd are called, before the name of their host; empty where etcd is no pod.
    default String etcdPods() {
        return "etcd";
    }

    /// Whether the kubelets of the nodes are to have the profile's version of Kubernetes.
    default boolean kubeletVersions() {
        return true;
    }

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

    /// Whether the nodes themselves are to reach Services, so that each is made to ask the DNS, and a Service of
    /// kprov's own. It takes a way to the nodes, and a DNS.
    default boolean serviceProbes() {
        return true;
    }
}
