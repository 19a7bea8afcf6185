package dev.kprov.inventory;

import dev.kprov.yaml.Source;
import java.util.List;
import java.util.Optional;

/// The hosts of one cluster.
///
/// @param cluster the cluster's name, a DNS label
/// @param source where each value stands in the file
public record Inventory(String cluster, List<Host> hosts, Source source) {
    public Inventory {
        hosts = List.copyOf(hosts);
    }

    public List<Host> hosts(Role role) {
        return hosts.stream().filter(host -> host.is(role)).toList();
    }

    public Optional<Host> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    /// The place of a host's setting, e.g. `at("worker-1", "roles")`.
    public String at(String host, String key) {
        for (int i = 0; i < hosts.size(); i++) {
            if (hosts.get(i).name().equals(host)) {
                return source.at("hosts[" + i + "]" + (key.isEmpty() ? "" : "." + key));
            }
        }
        return source.at("hosts");
    }
}
