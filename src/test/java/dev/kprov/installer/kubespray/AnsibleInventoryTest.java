package dev.kprov.installer.kubespray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// `ansible-inventory --list` of ansible-core 2.18 reads these texts as they are meant.
class AnsibleInventoryTest {
    private static final Become SUDO = new Become(Become.Method.SUDO, Optional.of(new SecretRef.Env("SUDO_PASSWORD")));

    @Test
    void groups_and_logins_follow_from_the_inventory() {
        Inventory inventory = new Inventory(
                        "lab",
                        List.of(
                                host("cp-1", Role.CONTROL_PLANE, ssh("192.0.2.11"), SUDO),
                                host("worker-1", Role.WORKER, Access.Ssh.at("worker-1.example.com"), Become.NONE)))
                .withController();
        assertThat(new AnsibleInventory(inventory, List.of()).yaml()).isEqualTo("""
                all:
                  hosts:
                    cp-1:
                      ansible_host: "192.0.2.11"
                      ansible_port: 2222
                      ansible_user: ops
                      ansible_ssh_private_key_file: /keys/lab
                      ip: "192.0.2.11"
                      access_ip: "192.0.2.11"
                      ansible_become: true
                      ansible_become_method: ansible.builtin.sudo
                      ansible_become_password: "{{ lookup('ansible.builtin.file', lookup('ansible.builtin.env', 'KPROV_FILES') + '/become-cp-1') }}"
                    worker-1:
                      ansible_host: worker-1.example.com
                      ansible_become: false
                  children:
                    k8s_cluster:
                      children:
                        kube_control_plane:
                          hosts:
                            cp-1: {}
                        kube_node:
                          hosts:
                            worker-1: {}
                    etcd:
                      hosts:
                        cp-1: {}
                """);
    }

    @Test
    void etcd_is_where_the_profile_wants_it() {
        Inventory inventory = new Inventory(
                "lab",
                List.of(
                        host("cp-1", Role.CONTROL_PLANE, Access.Ssh.at("192.0.2.11"), Become.NONE),
                        host("worker-1", Role.WORKER, Access.Ssh.at("192.0.2.12"), Become.NONE)));
        assertThat(new AnsibleInventory(inventory, List.of("worker-1")).yaml())
                .endsWith("    etcd:\n      hosts:\n        worker-1: {}\n");
    }

    @Test
    void root_becomes_nobody() {
        Access.Ssh root = new Access.Ssh(
                "192.0.2.11",
                Optional.empty(),
                Optional.of("root"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.Unsaid());
        Become unsaid = new Become(Become.Method.SUDO_UNLESS_ROOT, Optional.empty());
        Inventory inventory = new Inventory("lab", List.of(host("cp-1", Role.CONTROL_PLANE, root, unsaid)));
        Inventory over = new Inventory(
                "lab",
                List.of(new Host(
                        "cp-1",
                        "192.0.2.11",
                        "192.0.2.11",
                        Set.of(Role.CONTROL_PLANE),
                        Map.of(),
                        List.of(),
                        new Access.OpenSsh(root),
                        unsaid)));
        assertThat(List.of(inventory, over))
                .allSatisfy(hosts -> assertThat(new AnsibleInventory(hosts, List.of()).yaml())
                        .contains("ansible_become: false")
                        .doesNotContain("ansible_become_method"));
    }

    private static Access.Ssh ssh(String address) {
        return new Access.Ssh(
                address,
                Optional.of(2222),
                Optional.of("ops"),
                Optional.of("/keys/lab"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.None());
    }

    private static Host host(String name, Role role, Access.Ssh ssh, Become become) {
        return new Host(name, ssh.address(), ssh.address(), Set.of(role), Map.of(), List.of(), ssh, become);
    }
}
