package dev.kprov.inventory;

import dev.kprov.yaml.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The hosts of one cluster.
///
/// @param cluster the cluster's name, a DNS label
/// @param all every host that the file names
/// @param leftOut the names of those that it is not about for now
/// @param source where each value stands in the file
public record Inventory(String cluster, List<Host> all, Set<String> leftOut, Source source) {
    public Inventory {
        all = List.copyOf(all);
        leftOut = Set.copyOf(leftOut);
    }

    public Inventory(String cluster, List<Host> hosts, Source source) {
        this(cluster, hosts, Set.of(), source);
    }

    /// One that no file holds.
    public Inventory(String cluster, List<Host> hosts) {
        this(cluster, hosts, Set.of(), Source.NONE);
    }

    /// The same, but not about these hosts either.
    public Inventory without(Set<String> names) {
        Set<String> out = new HashSet<>(leftOut);
        out.addAll(names);
        return new Inventory(cluster, all, out, source);
    }

    /// The same with this machine, which is no node.
    public Inventory withController() {
        // Last, for the places of the others in the file are counted.
        List<Host> more = new ArrayList<>(all);
        more.add(Host.controller());
        return new Inventory(cluster, more, leftOut, source);
    }

    /// The same without this machine.
    public Inventory withoutController() {
        return new Inventory(
                cluster, all.stream().filter(host -> !host.isController()).toList(), leftOut, source);
    }

    /// The hosts that it is about.
    public List<Host> hosts() {
        return all.stream().filter(host -> !leftOut.contains(host.name())).toList();
    }

    public List<Host> hosts(Role role) {
        return hosts().stream().filter(host -> host.is(role)).toList();
    }

    /// This machine, where steps run on it.
    public Optional<Host> controller() {
        return hosts().stream().filter(Host::isController).findFirst();
    }

    public Optional<Host> host(String name) {
        return hosts().stream().filter(host -> host.name().equals(name)).findFirst();
    }

    /// The place of a host's setting, e.g. `at("worker-1", "roles")`.
    public String at(String host, String key) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(host)) {
                return source.at("hosts[" + i + "]" + (key.isEmpty() ? "" : "." + key));
            }
        }
        return source.at("hosts");
    }
}
