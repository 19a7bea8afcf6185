package dev.kprov.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.yaml.InvalidFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class InventoryFileTest {
    private static final Path INVALID = Path.of("src/test/resources/dev/kprov/inventory/invalid");
    private static final String FINGERPRINT = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> tells_all_problems_of() throws IOException {
        return InvalidFiles.in(INVALID, InventoryFile::read);
    }

    @Test
    void a_literal_password_is_never_repeated() {
        String told = InvalidFiles.told(INVALID.resolve("literal-passwords.yaml"), InventoryFile::read);
        assertThat(told).contains("${ENV:NAME}").doesNotContain("hunter2", "hunter3", "123456");
    }

    @Test
    void defaults() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            hosts:
              - name: cp-1
                address: 172.30.0.11
                roles: [control-plane]
            """);
        Host expected = new Host(
                "cp-1",
                "172.30.0.11",
                "172.30.0.11",
                Set.of(Role.CONTROL_PLANE),
                Map.of(),
                List.of(),
                ssh("172.30.0.11", Optional.empty(), Optional.empty(), Optional.empty()),
                new Become(Become.Method.SUDO_UNLESS_ROOT, Optional.empty()));
        assertThat(inventory.cluster()).isEqualTo("lab");
        assertThat(inventory.hosts()).containsExactly(expected);
    }

    @Test
    void full_mapping() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            defaults:
              connection: ssh
              ssh:
                user: ops
                port: 2022
                identityFile: keys/id
                passphrase: "${FILE:keys/passphrase}"
                password: "${ENV:SSH_PW}"
                jump: {address: bastion, port: 2200, hostKey: "%s=", jump: {address: outer, user: me}}
              become: {method: doas, password: "${FILE:pw}"}
            hosts:
              - name: cp-1.example.com
                address: FD00::11
                internalAddress: 10.0.0.11
                roles: [worker, control-plane]
                labels: {zone: a, example.com/empty: ""}
                taints: ["dedicated=db:NoSchedule", "example.com/x:NoExecute"]
                ssh: {hostKey: "%s", user: admin}
                become: {password: "${ENV:PW}"}
            """.formatted(FINGERPRINT, FINGERPRINT));
        Optional<String> key = Optional.of(folder.resolve("keys/id").toString());
        Optional<SecretRef> passphrase =
                Optional.of(new SecretRef.File(folder.resolve("keys/passphrase").toString()));
        Access.Ssh outer = new Access.Ssh(
                "outer",
                Optional.empty(),
                Optional.of("me"),
                key,
                passphrase,
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.Unsaid());
        Access.Ssh bastion = new Access.Ssh(
                "bastion",
                Optional.of(2200),
                Optional.of("admin"),
                key,
                passphrase,
                Optional.empty(),
                Optional.of(FINGERPRINT),
                new Access.Jump.Via(outer));
        assertThat(inventory.hosts())
                .containsExactly(new Host(
                        "cp-1.example.com",
                        "FD00::11",
                        "10.0.0.11",
                        Set.of(Role.WORKER, Role.CONTROL_PLANE),
                        Map.of("zone", "a", "example.com/empty", ""),
                        List.of(
                                new Taint("dedicated", "db", "NoSchedule"),
                                new Taint("example.com/x", "", "NoExecute")),
                        new Access.Ssh(
                                "FD00::11",
                                Optional.of(2022),
                                Optional.of("admin"),
                                key,
                                passphrase,
                                Optional.of(new SecretRef.Env("SSH_PW")),
                                Optional.of(FINGERPRINT),
                                new Access.Jump.Via(bastion)),
                        new Become(Become.Method.DOAS, Optional.of(new SecretRef.Env("PW")))));
    }

    @Test
    void the_ssh_program_may_be_chosen_for_all_or_for_one() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            defaults: {connection: openssh, ssh: {user: root, jump: {address: bastion}}}
            hosts:
              - {name: a, address: 10.0.0.1, roles: [control-plane]}
              - {name: b, address: 10.0.0.2, roles: [worker], connection: ssh}
            """);
        assertThat(inventory.hosts())
                .extracting(Host::access)
                .satisfiesExactly(
                        access -> assertThat(access).isInstanceOfSatisfying(Access.OpenSsh.class, openSsh -> {
                            assertThat(openSsh.ssh().address()).isEqualTo("10.0.0.1");
                            assertThat(openSsh.ssh().jump()).isInstanceOf(Access.Jump.Via.class);
                        }),
                        access -> assertThat(access).isInstanceOf(Access.Ssh.class));
        assertThat(inventory.hosts()).extracting(Host::become).containsOnly(Become.NONE);
    }

    @Test
    void root_needs_no_sudo_and_others_do() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            defaults: {ssh: {user: ops}}
            hosts:
              - {name: a, address: 10.0.0.1, roles: [control-plane], ssh: {user: root}}
              - {name: b, address: 10.0.0.2, roles: [worker]}
              - {name: c, address: 10.0.0.3, roles: [worker], become: {method: none}}
            """);
        assertThat(inventory.hosts())
                .extracting(host -> host.become().method())
                .containsExactly(Become.Method.NONE, Become.Method.SUDO, Become.Method.NONE);
    }

    @Test
    void who_logs_in_may_be_known_later_and_decides_about_sudo_then() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            hosts:
              - {name: a, address: a, roles: [control-plane], become: {password: "${ENV:PW}"}}
            """);
        Become become = inventory.hosts().getFirst().become();
        assertThat(become.as("root")).isEqualTo(Become.NONE);
        assertThat(become.as("ops")).isEqualTo(new Become(Become.Method.SUDO, Optional.of(new SecretRef.Env("PW"))));
    }

    @Test
    void one_address_behind_two_ports_is_two_machines_when_their_internal_addresses_differ() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            hosts:
              - {name: a, address: nat, internalAddress: 10.0.0.1, roles: [control-plane], ssh: {port: 2201}}
              - {name: b, address: nat, internalAddress: 10.0.0.2, roles: [worker], ssh: {port: 2202}}
            """);
        assertThat(inventory.hosts()).hasSize(2);
    }

    @Test
    void paths_are_relative_to_the_file_and_a_tilde_is_the_home_folder() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            hosts:
              - name: a
                address: a
                connection: local
                roles: [control-plane]
                become: {method: sudo, password: "${FILE:../pw}"}
              - {name: b, address: b, roles: [worker], ssh: {identityFile: ~/.ssh/id}}
            """);
        assertThat(inventory.hosts().getFirst().access()).isEqualTo(new Access.Local());
        assertThat(inventory.hosts().getFirst().become().password())
                .hasValue(new SecretRef.File(folder.getParent().resolve("pw").toString()));
        assertThat(((Access.Ssh) inventory.hosts().get(1).access()).identityFile())
                .hasValue(System.getProperty("user.home") + "/.ssh/id");
    }

    @Test
    void values_know_where_they_were_written() throws IOException {
        Inventory inventory = read("""
            apiVersion: kprov/v1
            cluster: lab
            hosts:
              - name: cp-1
                address: 10.0.0.1
                roles: [control-plane]
                ssh:
                  port: 22
            """);
        Path file = folder.resolve("inventory.yaml");
        assertThat(inventory.at("cp-1", "address")).isEqualTo(file + ":5:14");
        assertThat(inventory.at("cp-1", "ssh")).isEqualTo(file + ":7:5");
        assertThat(inventory.at("cp-1", "ssh.port")).isEqualTo(file + ":8:13");
        assertThat(inventory.at("cp-1", "ssh.user")).isEqualTo(file + ":7:5");
        assertThat(inventory.at("cp-1", "internalAddress")).isEqualTo(file + ":4:5");
    }

    @Test
    void the_example_is_valid_and_uses_every_key() {
        Inventory inventory = InventoryFile.read(Path.of("inventory.example.yaml"));
        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("cp-1", "worker-1", "worker-2");
        assertThat(inventory.host("worker-1").orElseThrow().access())
                .isEqualTo(new Access.Ssh(
                        "192.0.2.21",
                        Optional.of(22022),
                        Optional.of("root"),
                        Optional.of(System.getProperty("user.home") + "/.ssh/id_ed25519"),
                        Optional.of(new SecretRef.File(System.getProperty("user.home") + "/.secrets/key-passphrase")),
                        Optional.empty(),
                        Optional.empty(),
                        new Access.Jump.None()));
        assertThat(((Access.Ssh) inventory.hosts().getFirst().access()).jump())
                .isInstanceOfSatisfying(
                        Access.Jump.Via.class,
                        jump -> assertThat(jump.ssh().address()).isEqualTo("bastion.example.com"));
    }

    @Test
    void an_inventory_of_five_hundred_hosts_fits() throws IOException {
        StringBuilder text = new StringBuilder("apiVersion: kprov/v1\ncluster: lab\nhosts:\n");
        for (int i = 0; i < 500; i++) {
            text.append("  - {name: h-%d, address: 10.1.%d.%d, roles: [%s], labels: {zone: a}}%n"
                    .formatted(i, i / 250, i % 250, i == 0 ? "control-plane" : "worker"));
        }
        assertThat(read(text.toString()).hosts()).hasSize(500);
    }

    private static Access.Ssh ssh(
            String address, Optional<Integer> port, Optional<String> user, Optional<String> identityFile) {
        return new Access.Ssh(
                address,
                port,
                user,
                identityFile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.Unsaid());
    }

    private Inventory read(String text) throws IOException {
        return InventoryFile.read(Files.writeString(folder.resolve("inventory.yaml"), text));
    }
}
