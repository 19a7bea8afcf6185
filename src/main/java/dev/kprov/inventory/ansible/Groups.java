package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/// The hosts and groups of an Ansible inventory with their variables, as Ansible merges them: those of a child group
/// win over its parent's, those of a host over all groups'. See
/// <https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#how-variables-are-merged>.
final class Groups {
    static final String ALL = "all";

    private final SequencedMap<String, Group> groups = new LinkedHashMap<>();
    private final SequencedMap<String, Map<String, Object>> hosts = new LinkedHashMap<>();

    /// @param files variables of files, which win over those of the inventory itself
    record Group(
            SequencedSet<String> hosts,
            SequencedSet<String> children,
            Map<String, Object> variables,
            Map<String, Object> files) {
        private Group() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    Group group(String name) {
        return groups.computeIfAbsent(name, unused -> new Group());
    }

    /// The variables of a host, to be added to.
    Map<String, Object> host(String name) {
        return hosts.computeIfAbsent(name, unused -> new LinkedHashMap<>());
    }

    boolean has(String group) {
        return groups.containsKey(group);
    }

    boolean hasHost(String host) {
        return hosts.containsKey(host);
    }

    List<String> hosts() {
        return List.copyOf(hosts.keySet());
    }

    /// The names of all groups but the one of all hosts.
    List<String> names() {
        return groups.keySet().stream().filter(name -> !name.equals(ALL)).toList();
    }

    /// The hosts of a group and of the groups in it, in the order of the file.
    List<String> members(String group) {
        Set<String> members = new HashSet<>();
        collect(group, members, new HashSet<>());
        return hosts.keySet().stream().filter(members::contains).toList();
    }

    Map<String, Object> variables(String host) {
        Map<String, Integer> depths = new TreeMap<>();
        groups.keySet().stream()
                .filter(name -> !name.equals(ALL) && members(name).contains(host))
                .forEach(name -> depths.put(name, depth(name, new HashSet<>())));
        List<String> order = new ArrayList<>(depths.keySet());
        order.sort(Comparator.<String>comparingInt(name -> depths.getOrDefault(name, 0))
                .thenComparing(Comparator.naturalOrder()));
        if (groups.containsKey(ALL)) {
            order.addFirst(ALL);
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        order.forEach(name -> variables.putAll(group(name).variables()));
        order.forEach(name -> variables.putAll(group(name).files()));
        variables.putAll(hosts.getOrDefault(host, Map.of()));
        return variables;
    }

    private void collect(String group, Set<String> members, Set<String> seen) {
        Group found = groups.get(group);
        if (found != null && seen.add(group)) {
            members.addAll(found.hosts());
            found.children().forEach(child -> collect(child, members, seen));
        }
    }

    private int depth(String group, Set<String> seen) {
        if (!seen.add(group)) {
            return 0;
        }
        int deepest = groups.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ALL)
                        && entry.getValue().children().contains(group))
                .mapToInt(entry -> depth(entry.getKey(), seen))
                .max()
                .orElse(0);
        seen.remove(group);
        return deepest + 1;
    }
}
