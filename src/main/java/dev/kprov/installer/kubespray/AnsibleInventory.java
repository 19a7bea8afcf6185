package dev.kprov.installer.kubespray;

import dev.kprov.address.IpAddress;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.yaml.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The inventory that Ansible gets, in YAML: kubespray's groups, and how each host is reached. A secret is in a file
/// of its own beside the script, and only its name stands here.
///
/// @param inventory with or without the controller, which is in none of the groups
/// @param etcd the hosts of etcd, by name; the control planes when empty
record AnsibleInventory(Inventory inventory, List<String> etcd) {
    /// Before a host's name: the file with what sudo asks for.
    static final String BECOME_FILE = "become-";
    /// Before a host's name: the file with the password of the login.
    static final String LOGIN_FILE = "login-";

    AnsibleInventory {
        etcd = List.copyOf(etcd);
    }

    String yaml() {
        List<Host> hosts = inventory.withoutController().hosts();
        SequencedMap<String, Object> variables = new LinkedHashMap<>();
        hosts.forEach(host -> variables.put(host.name(), variables(host)));
        List<String> members = etcd.isEmpty() ? names(Role.CONTROL_PLANE) : etcd;
        SequencedMap<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("kube_control_plane", group(names(Role.CONTROL_PLANE)));
        cluster.put("kube_node", group(names(Role.WORKER)));
        SequencedMap<String, Object> children = new LinkedHashMap<>();
        children.put("k8s_cluster", Map.of("children", cluster));
        children.put("etcd", group(members));
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        all.put("hosts", variables);
        all.put("children", children);
        return YamlText.write(Map.of("all", all));
    }

    private List<String> names(Role role) {
        return inventory.withoutController().hosts(role).stream()
                .map(Host::name)
                .toList();
    }

    private static Map<String, Object> group(List<String> names) {
        SequencedMap<String, Object> hosts = new LinkedHashMap<>();
        names.forEach(name -> hosts.put(name, Map.of()));
        return Map.of("hosts", hosts);
    }

    private static SequencedMap<String, Object> variables(Host host) {
        SequencedMap<String, Object> variables = new LinkedHashMap<>();
        switch (host.access()) {
            case Access.Ssh ssh -> login(host, ssh, variables);
            case Access.OpenSsh(Access.Ssh ssh) -> login(host, ssh, variables);
            case Access.Local local -> variables.put("ansible_connection", "local");
            case Access.Controller controller -> throw unreachable(host);
            case Access.Container container -> throw unreachable(host);
            case Access.ApiOnly apiOnly -> throw unreachable(host);
        }
        // kubespray takes no names there, and finds the address out by itself where none is said.
        IpAddress.parse(host.internalAddress()).ifPresent(address -> {
            variables.put("ip", host.internalAddress());
            variables.put("access_ip", host.internalAddress());
        });
        become(host, variables);
        if (!host.labels().isEmpty()) {
            variables.put("node_labels", new TreeMap<>(host.labels()));
        }
        if (!host.taints().isEmpty()) {
            variables.put(
                    "node_taints", host.taints().stream().map(Object::toString).toList());
        }
        return variables;
    }

    /// An inventory has no such hosts.
    private static IllegalStateException unreachable(Host host) {
        return new IllegalStateException("Ansible has no way to " + host.name());
    }

    /// What the inventory leaves open is left to the configuration of ssh.
    private static void login(Host host, Access.Ssh ssh, SequencedMap<String, Object> variables) {
        variables.put("ansible_host", ssh.address());
        ssh.port().ifPresent(port -> variables.put("ansible_port", port));
        ssh.user().ifPresent(user -> variables.put("ansible_user", user));
        ssh.identityFile().ifPresent(file -> variables.put("ansible_ssh_private_key_file", file));
        ssh.password().ifPresent(password -> variables.put("ansible_password", file(LOGIN_FILE + host.name())));
    }

    private static void become(Host host, SequencedMap<String, Object> variables) {
        Become become = user(host.access()).map(host.become()::as).orElse(host.become());
        boolean none = become.method() == Become.Method.NONE;
        variables.put("ansible_become", !none);
        if (none) {
            return;
        }
        boolean doas = become.method() == Become.Method.DOAS;
        variables.put("ansible_become_method", doas ? "community.general.doas" : "ansible.builtin.sudo");
        become.password()
                .ifPresent(password -> variables.put("ansible_become_password", file(BECOME_FILE + host.name())));
    }

    private static Optional<String> user(Access access) {
        return switch (access) {
            case Access.Ssh ssh -> ssh.user();
            case Access.OpenSsh(Access.Ssh ssh) -> ssh.user();
            case Access.Local local -> Optional.empty();
            case Access.Controller controller -> Optional.empty();
            case Access.Container container -> Optional.empty();
            case Access.ApiOnly apiOnly -> Optional.empty();
        };
    }

    /// Ansible reads it when it needs it. What a lookup finds is no template, whatever braces a password has.
    private static String file(String name) {
        return "{{ lookup('ansible.builtin.file', lookup('ansible.builtin.env', 'KPROV_FILES') + '/" + name + "') }}";
    }
}
