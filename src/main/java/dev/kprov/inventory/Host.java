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
    /// What the controller is called in plans and logs.
    public static final String CONTROLLER = "localhost";

    public Host {
        roles = Set.copyOf(roles);
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }

    /// The machine that kprov runs on, where it is where an installer works and not a node.
    public static Host controller() {
        return new Host(
                CONTROLLER,
                CONTROLLER,
                CONTROLLER,
                Set.of(),
                Map.of(),
                List.of(),
                new Access.Controller(),
                Become.NONE);
    }

    /// The same without its labels and taints.
    public Host unmarked() {
        return new Host(name, address, internalAddress, roles, Map.of(), List.of(), access, become);
    }

    public boolean isController() {
        return access instanceof Access.Controller;
    }

    /// Whether commands can be run on it.
    public boolean hasWay() {
        return !(access instanceof Access.ApiOnly);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
