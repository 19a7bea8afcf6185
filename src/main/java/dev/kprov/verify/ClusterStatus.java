package dev.kprov.verify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a cluster says about itself at a glance.
///
/// @param server the API server's address
/// @param ready whether the API server says that it is ready
/// @param api what it said, or why it did not answer
/// @param nodes by name; empty when they could not be read
public record ClusterStatus(String server, boolean ready, String api, Optional<List<NodeStatus>> nodes) {
    public ClusterStatus {
        nodes = nodes.map(List::copyOf);
    }

    /// @param roles e.g. `control-plane`; empty for a worker
    /// @param version of its kubelet, e.g. `v1.36.4`
    /// @param age since it was made, by the API server's clock
    public record NodeStatus(
            String name, boolean ready, List<String> roles, String version, String address, Duration age) {
        public NodeStatus {
            roles = List.copyOf(roles);
        }
    }
}
