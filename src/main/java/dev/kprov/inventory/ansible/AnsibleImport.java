package dev.kprov.inventory.ansible;

import dev.kprov.inventory.Role;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.YamlFile;
import dev.kprov.yaml.YamlText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes kprov's inventory of one of Ansible's: of kubespray's, of k3s-ansible's, or of one's own groups.
public final class AnsibleImport {
    /// Of kubespray, of its older releases, of k3s-ansible, and of many an inventory of one's own.
    private static final List<String> CONTROL_PLANES = List.of(
            "kube_control_plane",
            "kube-control-plane",
            "kube-master",
            "kube_master",
            "control_plane",
            "control-plane",
            "controlplane",
            "masters",
            "master",
            "server",
            "servers");
    private static final List<String> WORKERS =
            List.of("kube_node", "kube-node", "kube_nodes", "workers", "worker", "agent", "agents", "nodes", "node");
    private static final List<String> BASTION = List.of("bastion");
    private static final String CLUSTER = "lab";

    private final Path file;
    private final Groups groups;
    private final Wish wish;
    private final Remarks remarks = new Remarks();
    private final SecretNames secrets = new SecretNames();

    private AnsibleImport(Path file, Groups groups, Wish wish) {
        this.file = file;
        this.groups = groups;
        this.wish = wish;
    }

    /// What the user says about the file.
    ///
    /// @param cluster the new cluster's name; the name of the file's folder when empty
    /// @param controlPlanes the groups whose hosts are control planes; those usually called so when there are none
    /// @param workers the same of workers
    public record Wish(Optional<String> cluster, List<String> controlPlanes, List<String> workers) {
        public Wish {
            controlPlanes = List.copyOf(controlPlanes);
            workers = List.copyOf(workers);
        }
    }

    /// An inventory of kprov's.
    ///
    /// @param text as YAML
    /// @param remarks what was not taken over or has to be done, one sentence each
    public record Imported(String text, List<String> remarks) {
        public Imported {
            remarks = List.copyOf(remarks);
        }
    }

    /// Throws a `KprovException` where the file is not an inventory of Ansible's, or has no control plane.
    public static Imported of(Path file, Wish wish) {
        return new AnsibleImport(file, AnsibleFile.read(file), wish).imported();
    }

    private Imported imported() {
        Map<String, Set<Role>> roles = new LinkedHashMap<>();
        mark(roles, Role.CONTROL_PLANE, chosen(wish.controlPlanes(), CONTROL_PLANES, "control plane"));
        mark(roles, Role.WORKER, chosen(wish.workers(), WORKERS, "worker"));
        if (roles.values().stream().noneMatch(own -> own.contains(Role.CONTROL_PLANE))) {
            throw unknown();
        }
        groups.hosts().stream()
                .filter(host -> !roles.containsKey(host))
                .forEach(host -> remarks.add("neither a control plane nor a worker, and so left out", host));
        List<ImportedHost> hosts = groups.hosts().stream()
                .filter(roles::containsKey)
                .map(host -> host(host, roles.getOrDefault(host, Set.of())))
                .toList();
        Map<String, Object> inventory = new LinkedHashMap<>();
        inventory.put("apiVersion", YamlFile.API_VERSION);
        inventory.put("cluster", cluster());
        Map<String, Object> defaults = ImportedHost.common(hosts);
        if (!defaults.isEmpty()) {
            inventory.put("defaults", defaults);
        }
        inventory.put("hosts", hosts.stream().map(host -> host.over(defaults)).toList());
        String text = "# Imported from " + file.getFileName()
                + " of Ansible. The reference of this file is inventory.md.\n" + YamlText.write(inventory);
        return new Imported(text, remarks.all());
    }

    private void mark(Map<String, Set<Role>> roles, Role role, List<String> from) {
        from.forEach(group -> groups.members(group)
                .forEach(host -> roles.computeIfAbsent(host, unused -> new LinkedHashSet<>())
                        .add(role)));
    }

    private List<String> chosen(List<String> given, List<String> usual, String what) {
        for (String group : given) {
            if (!groups.has(group)) {
                throw new KprovException(Problem.invalid(
                        file.toString(),
                        "there is no group " + group + " for the role " + what,
                        "the inventory has " + told(),
                        "name one of these groups"));
            }
        }
        return given.isEmpty() ? usual.stream().filter(groups::has).limit(1).toList() : given;
    }

    private KprovException unknown() {
        return new KprovException(Problem.invalid(
                file.toString(),
                "no group of this Ansible inventory is known to hold the control plane",
                "it is looked for as " + String.join(", ", CONTROL_PLANES.subList(0, 5))
                        + " and the like; the inventory" + " has " + told(),
                "say which: --control-plane GROUP --worker GROUP"));
    }

    private String told() {
        List<String> names = groups.names();
        return names.isEmpty() ? "no groups" : "the groups " + String.join(", ", names);
    }

    private ImportedHost host(String host, Set<Role> roles) {
        Map<String, Object> variables = groups.variables(host);
        Login login = new Login(host, variables, remarks, secrets);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name(host));
        String address = login.address();
        entry.put("address", address);
        login.text("access_ip", "ip")
                .filter(internal -> !internal.equals(address))
                .ifPresent(internal -> entry.put("internalAddress", internal));
        entry.put("roles", roles.stream().sorted().map(Role::word).toList());
        NodeVariables.labels(variables, remarks, host).ifPresent(labels -> entry.put("labels", labels));
        NodeVariables.taints(variables, remarks, host).ifPresent(taints -> entry.put("taints", taints));
        if (login.local()) {
            entry.put("connection", "local");
            return new ImportedHost(entry, Map.of(), login.become());
        }
        return new ImportedHost(entry, throughBastion(login.ssh()), login.become());
    }

    /// kubespray goes through the one host of this group wherever it has one.
    private Map<String, Object> throughBastion(Map<String, Object> ssh) {
        Optional<String> bastion = BASTION.stream()
                .flatMap(group -> groups.members(group).stream())
                .findFirst();
        if (bastion.isEmpty() || ssh.containsKey("jump")) {
            return ssh;
        }
        Login login = new Login(bastion.get(), groups.variables(bastion.get()), remarks, secrets);
        Map<String, Object> jump = new LinkedHashMap<>();
        jump.put("address", login.address());
        jump.putAll(login.ssh());
        ssh.put("jump", jump);
        return ssh;
    }

    private String name(String host) {
        String name = host.toLowerCase(Locale.ROOT).replace('_', '-');
        if (!name.equals(host)) {
            remarks.add("has a name that no node may have, and is called " + name + " now", host);
        }
        return name;
    }

    private String cluster() {
        if (wish.cluster().isPresent()) {
            return wish.cluster().get();
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        String name = folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString().toLowerCase(Locale.ROOT);
        String cluster = Shape.DNS_LABEL.fits(name)
                        && !List.of("inventory", "inventories", "ansible").contains(name)
                ? name
                : CLUSTER;
        remarks.add("the cluster is called " + cluster + "; --cluster gives it another name");
        return cluster;
    }
}
