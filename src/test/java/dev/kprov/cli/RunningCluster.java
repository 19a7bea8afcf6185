package dev.kprov.cli;

import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a look at the control plane `cp-1` of a cluster finds.
final class RunningCluster {
    private RunningCluster() {}

    /// @param nodes that the cluster has
    static Facts facts(String... nodes) {
        Map<String, HostFacts.NodeState> states = Arrays.stream(nodes)
                .collect(Collectors.toMap(name -> name, name -> new HostFacts.NodeState(true, Set.of(), Set.of())));
        HostFacts controlPlane = new HostFacts(
                new HostFacts.Identity("cp-1", "", "", ""),
                new HostFacts.Os("debian", "12", "bookworm", "amd64", "6.1.0"),
                new HostFacts.Resources(2, 4096, Map.of(), List.of(), 2),
                new HostFacts.Kernel(Set.of(), Map.of()),
                new HostFacts.Network(List.of(), Map.of(), Map.of()),
                new HostFacts.Software(Map.of(), Set.of(), Map.of(), Optional.empty(), Set.of(), List.of()),
                new HostFacts.Files(Map.of(), Map.of()),
                0,
                0,
                Optional.of(new HostFacts.Membership(
                        "cp-1",
                        "https://x",
                        "",
                        true,
                        true,
                        Optional.of(new HostFacts.ClusterState(states, Set.of())))),
                List.of());
        return new Facts(Map.of("cp-1", controlPlane), Map.of(), List.of());
    }
}
