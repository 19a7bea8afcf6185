package dev.kprov.inventory.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.InventoryFile;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SecretRef;
import dev.kprov.inventory.ansible.AnsibleImport.Imported;
import dev.kprov.inventory.ansible.AnsibleImport.Wish;
import dev.kprov.problem.KprovException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnsibleImportTest {
    private static final Path FIXTURES = Path.of("src/test/resources/dev/kprov/inventory/ansible");
    private static final Wish NOTHING = new Wish(Optional.empty(), List.of(), List.of());

    @TempDir
    private Path folder;

    @Test
    void an_inventory_of_kubespray() throws IOException {
        Imported imported = AnsibleImport.of(FIXTURES.resolve("kubespray/hosts.ini"), NOTHING);
        assertThat(imported.text()).isEqualTo(Files.readString(FIXTURES.resolve("kubespray/expected.yaml")));
        assertThat(imported.remarks())
                .containsExactlyInAnyOrder(
                        "neither a control plane nor a worker, and so left out (bastion)",
                        "ansible_become_password is a secret and was not taken over: set the environment variable"
                                + " KPROV_BECOME_PASSWORD, or write \"${FILE:path}\" in its place (node1, node2, node3,"
                                + " node4)",
                        "node_labels is not a mapping and was not taken over (node2, node3, node4)",
                        "the cluster is called kubespray; --cluster gives it another name");
        assertThat(read(imported).hosts(Role.CONTROL_PLANE))
                .extracting(Host::name)
                .containsExactly("node1", "node2");
        assertThat(read(imported).hosts(Role.WORKER)).extracting(Host::name).containsExactly("node2", "node3", "node4");
    }

    @Test
    void an_inventory_in_yaml_with_jump_hosts() throws IOException {
        Imported imported = AnsibleImport.of(FIXTURES.resolve("k3s/inventory.yml"), NOTHING);
        assertThat(imported.text()).doesNotContain("hunter2", "changeme");
        assertThat(imported.remarks())
                .anyMatch(
                        remark -> remark.contains("ansible_password is a secret") && remark.endsWith("(192.16.35.13)"))
                .anyMatch(remark -> remark.contains("~/.ssh/config") && remark.endsWith("(worker_a)"))
                .anyMatch(remark -> remark.contains("is called worker-a now"))
                .hasSize(4);
        Inventory inventory = read(imported);
        Host worker = inventory.host("worker-a").orElseThrow();
        assertThat(worker.address()).isEqualTo("worker-a.example.com");
        assertThat(worker.labels()).isEqualTo(Map.of("zone", "a"));
        assertThat(worker.taints()).singleElement().hasToString("dedicated=db:NoSchedule");
        Access.Ssh edge = jump(ssh(worker));
        assertThat(edge.address()).isEqualTo("bastion.example.com");
        assertThat(edge.user()).contains("edge");
        assertThat(edge.port()).contains(2200);
        Access.Ssh last = ssh(inventory.host("192.16.35.13").orElseThrow());
        assertThat(last.password()).contains(new SecretRef.Env("KPROV_SSH_PASSWORD"));
        assertThat(jump(last).address()).isEqualTo("jump-2");
        assertThat(jump(jump(last)).address()).isEqualTo("jump-1");
        assertThat(jump(jump(last)).port()).contains(2201);
    }

    @Test
    void variables_win_as_in_ansible_and_secrets_stay_apart() throws IOException {
        Wish wish = new Wish(Optional.of("mine"), List.of("heads"), List.of("workers"));
        Imported imported = AnsibleImport.of(FIXTURES.resolve("vars/hosts"), wish);
        Inventory inventory = read(imported);
        assertThat(inventory.cluster()).isEqualTo("mine");
        assertThat(inventory.hosts())
                .extracting(host -> ssh(host).user().orElse(""))
                .containsExactly("outer", "from-host-vars", "from-inventory", "from-inventory");
        assertThat(inventory.hosts())
                .extracting(host -> ssh(host).port().orElse(22))
                .containsExactly(22, 2022, 2022, 2022);
        assertThat(inventory.hosts())
                .extracting(Host::become)
                .extracting(Become::password)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new SecretRef.Env("SUDO_PASSWORD")),
                        Optional.of(new SecretRef.Env("KPROV_BECOME_PASSWORD")),
                        Optional.of(new SecretRef.Env("KPROV_BECOME_PASSWORD_2")));
        assertThat(imported.text()).doesNotContain("two", "thr ee");
        assertThat(imported.remarks())
                .contains("neither a control plane nor a worker, and so left out (gw)")
                .anyMatch(remark -> remark.contains("ansible_become_method su is not known"));
    }

    @Test
    void the_machine_itself_has_no_ssh() throws IOException {
        Imported imported = imported("hosts", "[masters]\nme ansible_connection=local ansible_host=10.0.0.1\n");
        assertThat(read(imported).hosts())
                .singleElement()
                .extracting(Host::access)
                .isEqualTo(new Access.Local());
        assertThat(read(imported).hosts().getFirst().roles()).isEqualTo(Set.of(Role.CONTROL_PLANE));
    }

    @Test
    void groups_of_other_names_are_asked_for() {
        assertThatThrownBy(() -> imported("hosts", "[heads]\na\n[hands]\nb\n"))
                .satisfies(thrown -> assertThat(told(thrown))
                        .contains("no group", "the groups heads, hands", "--control-plane GROUP --worker GROUP"));
        assertThatThrownBy(() -> AnsibleImport.of(
                        FIXTURES.resolve("vars/hosts"), new Wish(Optional.empty(), List.of("nobody"), List.of())))
                .satisfies(thrown -> assertThat(told(thrown)).contains("there is no group nobody", "heads"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hosts     | [masters]\\na b               | hosts:2:1 | key=value",
                "hosts     | [masters]\\na[3:1]            | hosts:2:1 | a range goes up",
                "hosts     | [masters]\\na[1:99999]        | hosts:2:1 | more than 10000 hosts",
                "hosts     | [masters]\\na x=\"            | hosts:2:1 | quote",
                "hosts     | [masters:vars]\\nx            | hosts:2:1 | key=value",
                "hosts     | [masters:other]\\nx           | hosts:1:1 | :children or :vars",
                "hosts     | #!/usr/bin/python             | hosts:1:1 | ansible-inventory -i",
                "hosts.yml | masters: [a]                  | hosts.yml | hosts, children and vars",
                "hosts.yml | masters: {hosts: [a]}         | hosts.yml | a colon and no dash",
                "hosts.yml | masters: {members: {a: {}}}   | hosts.yml | only the keys hosts, children and vars",
                "hosts.yml | masters: {hosts: {'a[': {}}}  | hosts.yml | a range is written",
                "hosts.yml | masters: {hosts: {a: {}       | hosts.yml:1| not valid YAML",
            })
    void what_is_no_inventory_is_told_with_its_place(String name, String content, String where, String why) {
        assertThatThrownBy(() -> imported(name, content.replace("\\n", "\n")))
                .satisfies(thrown ->
                        assertThat(told(thrown)).contains(folder.resolve(where).toString(), why));
    }

    @Test
    void a_folder_and_a_file_that_is_not_there() {
        assertThatThrownBy(() -> AnsibleImport.of(folder, NOTHING))
                .satisfies(thrown -> assertThat(told(thrown)).contains("is a folder", "--list --yaml"));
        assertThatThrownBy(() -> AnsibleImport.of(folder.resolve("none"), NOTHING))
                .satisfies(thrown -> assertThat(told(thrown)).contains("does not exist"));
    }

    @Test
    void groups_in_a_circle_end() throws IOException {
        Imported imported = imported("hosts", "[masters]\na\n[x:children]\ny\nmasters\n[y:children]\nx\n");
        assertThat(read(imported).hosts()).hasSize(1);
    }

    private Imported imported(String name, String content) throws IOException {
        return AnsibleImport.of(Files.writeString(folder.resolve(name), content), NOTHING);
    }

    private Inventory read(Imported imported) throws IOException {
        return InventoryFile.read(Files.writeString(folder.resolve("inventory.yaml"), imported.text()));
    }

    private static Access.Ssh ssh(Host host) {
        return (Access.Ssh) host.access();
    }

    private static Access.Ssh jump(Access.Ssh ssh) {
        return ((Access.Jump.Via) ssh.jump()).ssh();
    }

    private static String told(Throwable thrown) {
        StringBuilder told = new StringBuilder();
        ((KprovException) thrown)
                .problems()
                .forEach(problem -> told.append(problem.where())
                        .append(' ')
                        .append(problem.what())
                        .append(' ')
                        .append(problem.why())
                        .append(' ')
                        .append(problem.remedy())
                        .append('\n'));
        return told.toString();
    }
}
