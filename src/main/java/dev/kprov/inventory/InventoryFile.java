package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import dev.kprov.yaml.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads an inventory from YAML, strictly.
public final class InventoryFile {
    private static final String HOSTS_REMEDY = "add hosts: with a name, an address and roles for each";

    private InventoryFile() {}

    /// Throws a `KprovException` with **all** problems of the file, each with its place.
    public static Inventory read(Path file) {
        YamlFile yaml = YamlFile.open(file, "inventory", "inventory.example.yaml");
        Block root = yaml.root();
        String cluster = root.require("cluster", "it names the cluster in kubeconfigs and state", "add cluster: lab")
                .flatMap(value -> value.text(Shape.DNS_LABEL))
                .orElse("");
        HostReader reader = new HostReader(Defaults.read(root.block("defaults")));
        Map<Block, Host> hosts = new LinkedHashMap<>();
        for (Value item : items(root)) {
            Optional<Block> block = item.block();
            block.ifPresent(found -> hosts.put(found, reader.read(found)));
        }
        root.end();
        Duplicates.report(hosts);
        requireControlPlane(root, hosts);
        yaml.throwIfAny();
        return new Inventory(cluster, List.copyOf(hosts.values()), yaml.source());
    }

    private static List<Value> items(Block root) {
        Optional<Value> written = root.require("hosts", "a cluster is made of hosts", HOSTS_REMEDY);
        written.filter(Value::isEmptyList)
                .ifPresent(value -> value.refuse("hosts is empty", "a cluster is made of hosts", HOSTS_REMEDY));
        return written.map(Value::list).orElse(List.of());
    }

    /// A host whose roles could not be read may be the control plane, so only then nothing is said.
    private static void requireControlPlane(Block root, Map<Block, Host> hosts) {
        boolean allKnown =
                hosts.values().stream().noneMatch(host -> host.roles().isEmpty());
        if (!hosts.isEmpty() && allKnown && hosts.values().stream().noneMatch(host -> host.is(Role.CONTROL_PLANE))) {
            root.get("hosts")
                    .ifPresent(value -> value.refuse(
                            "no host is a control plane",
                            "the API server and etcd run on hosts with the role control-plane",
                            "give one host roles: [control-plane], or [control-plane, worker] to run pods there too"));
        }
    }
}
