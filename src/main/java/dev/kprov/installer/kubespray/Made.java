package dev.kprov.installer.kubespray;

import dev.kprov.installer.Differences;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.YamlText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a cluster is made from; no secret is in it.
///
/// @param kubespray its version
/// @param variables of the cluster
/// @param hosts each with its addresses, roles, labels and taints
record Made(String kubespray, Map<String, Object> variables, Map<String, Object> hosts) {
    /// Of all that a running cluster keeps it changes with an upgrade.
    static final String VERSION = "kube_version";

    /// A running cluster keeps them, whatever a playbook is told.
    static final List<String> LASTING = List.of(
            "kube_network_plugin",
            "kube_pods_subnet",
            "kube_service_addresses",
            "cluster_name",
            "container_manager",
            "etcd_deployment_type");

    /// What another playbook than that of an upgrade must not be told otherwise.
    static final List<String> FIXED =
            Stream.concat(Stream.of(VERSION), LASTING.stream()).toList();

    static Made wanted(String kubespray, Profile profile, Inventory inventory) {
        Map<String, Object> hosts = new TreeMap<>();
        for (Host host : inventory.withoutController().hosts()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("address", host.address());
            entry.put("internalAddress", host.internalAddress());
            entry.put("roles", host.roles().stream().sorted().map(Role::word).toList());
            entry.put("labels", new TreeMap<String, Object>(host.labels()));
            entry.put("taints", host.taints().stream().map(Object::toString).toList());
            hosts.put(host.name(), entry);
        }
        return new Made(kubespray, KubesprayVariables.of(profile).cluster(), hosts);
    }

    static Made parse(String text) {
        Map<String, Object> all = YamlText.readAll(text).getFirst();
        return new Made(String.valueOf(all.get("kubespray")), map(all.get("variables")), map(all.get("hosts")));
    }

    String text() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kubespray", kubespray);
        all.put("variables", variables);
        all.put("hosts", new LinkedHashMap<>(hosts));
        return YamlText.write(all);
    }

    /// How a profile differs from it.
    ///
    /// @param names variables to compare
    List<String> differences(Profile profile, List<String> names) {
        Map<String, Object> before = new LinkedHashMap<>();
        Map<String, Object> after = new LinkedHashMap<>();
        Map<String, Object> wanted = KubesprayVariables.of(profile).cluster();
        for (String name : names) {
            Optional.ofNullable(variables.get(name)).ifPresent(value -> before.put(name, value));
            Optional.ofNullable(wanted.get(name)).ifPresent(value -> after.put(name, value));
        }
        return Differences.between(YamlText.write(before), YamlText.write(after));
    }

    /// What another is told otherwise.
    List<String> differences(Made other) {
        return Differences.between(text(), other.text());
    }

    /// The same with the hosts of another, which is about some only.
    Made with(Made some) {
        Map<String, Object> more = new TreeMap<>(hosts);
        more.putAll(some.hosts);
        return new Made(some.kubespray, some.variables, more);
    }

    Made without(Collection<String> names) {
        Map<String, Object> fewer = new TreeMap<>(hosts);
        names.forEach(fewer::remove);
        return new Made(kubespray, variables, fewer);
    }

    /// The hosts that are not among those of an earlier one.
    List<String> newSince(Made earlier) {
        TreeSet<String> names = new TreeSet<>(hosts.keySet());
        names.removeAll(earlier.hosts.keySet());
        return List.copyOf(names);
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
        }
        return map;
    }
}
