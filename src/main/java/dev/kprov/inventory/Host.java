package dev.kprov.inventory;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A machine of the inventory. Its name is also its node's name.
///
/// @param address where kprov reaches it, an IP address or a DNS name
/// @param internalAddress where the other hosts reach it; the same as `address` unless given
public record Host(
        String name,
        String address,
        String internalAddress,
        Set<Role> roles,
        Map<String, String> labels,
        List<Taint> taints,
        Access access,
        Become become) {
    public Host {
        roles = Set.copyOf(roles);
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }

    /// The same without its labels and taints.
    public Host unmarked() {
        return new Host(name, address, internalAddress, roles, Map.of(), List.of(), access, become);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
