package dev.kprov.installer.kubespray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.installer.kubespray.KubespraySettings.Checkout;
import dev.kprov.installer.kubespray.KubespraySettings.Playbooks;
import dev.kprov.inventory.SecretRef;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubesprayBlockTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path folder;

    @Test
    void a_folder_is_enough() throws IOException {
        KubespraySettings settings = read("{checkout: kubespray}");
        assertThat(settings.checkout())
                .contains(new Checkout.Folder(folder.resolve("kubespray").toString()));
        assertThat(settings.ansible()).isEmpty();
        assertThat(settings.playbooks()).isEqualTo(Playbooks.USUAL);
        assertThat(settings.forks()).isEmpty();
        assertThat(settings.etcd()).isEmpty();
    }

    @Test
    void everything_can_be_said() throws IOException {
        KubespraySettings settings = read("""

              git: {url: "https://example.com/kubespray.git", tag: v2.31.0, commit: %s}
              ansible: /opt/ansible/bin/ansible-playbook
              playbooks: {remove: remove-node.yml}
              forks: 50
              etcd: [cp-1, cp-2, worker-1]
              variables:
                kube_proxy_mode: iptables
                enable_nodelocaldns: false
                kubeadm_ignore_preflight_errors: [SystemVerification]
                kube_encryption_key: "${ENV:KEY}"
            """.formatted(COMMIT));
        assertThat(settings.checkout())
                .contains(new Checkout.Git("https://example.com/kubespray.git", "v2.31.0", Optional.of(COMMIT)));
        assertThat(settings.ansible()).contains("/opt/ansible/bin/ansible-playbook");
        assertThat(settings.playbooks().remove()).isEqualTo("remove-node.yml");
        assertThat(settings.playbooks().up()).isEqualTo(Playbooks.USUAL.up());
        assertThat(settings.forks()).contains(50);
        assertThat(settings.etcd()).containsExactly("cp-1", "cp-2", "worker-1");
        assertThat(settings.secrets()).isEqualTo(Map.of("kube_encryption_key", new SecretRef.Env("KEY")));
    }

    @Test
    void variables_keep_their_types() throws IOException {
        assertThat(read("{checkout: c, variables: {a: false, b: 3, c: [x], d: {e: f}}}")
                        .variables())
                .isEqualTo(Map.of("a", false, "b", 3, "c", List.of("x"), "d", Map.of("e", "f")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {forks: 3} | kubespray says nothing of where kubespray is | write checkout: with a folder
        {checkout: c, git: {url: u, tag: t, commit: 0123456789abcdef0123456789abcdef01234567}} | kubespray has both checkout and git | write checkout: with a folder
        {git: {url: u, tag: t, commit: abc}} | kubespray.git.commit | git ls-remote
        {checkout: c, forks: 0} | kubespray.forks | write a number in that range
        {checkout: c, playbooks: {up: ../other.yml}} | kubespray.playbooks.up | playbooks/cluster.yml
        {checkout: c, variables: {kube_version: 1.36.4}} | kubespray.variables.kube_version is kprov's to say | say it with kubernetes.version
        {checkout: c, variables: {ansible_user: me}} | kubespray.variables.ansible_user is kprov's to say | say it in the inventory
        {checkout: c, variables: {enable_nodelocaldns: "false"}} | kubespray.variables.enable_nodelocaldns is a text, not a boolean | remove the quotes
        {checkout: c, variables: {key: "${KEY}"}} | kubespray.variables.key is not a reference to a secret | ${ENV:NAME}
        {checkout: c, variable: {}} | variable | variables
        """)
    void what_cannot_be_meant_is_refused(String block, String what, String remedy) {
        KprovException thrown = catchThrowableOfType(KprovException.class, () -> read(block));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        Problem problem = thrown.problems().getFirst();
        assertThat(problem.where()).matches(".*profile\\.yaml:2:\\d+");
        assertThat(problem.what()).contains(what);
        assertThat(problem.remedy()).contains(remedy);
    }

    private KubespraySettings read(String block) throws IOException {
        Path file =
                Files.writeString(folder.resolve("profile.yaml"), "apiVersion: kprov/v1\nkubespray: " + block + "\n");
        YamlFile yaml = YamlFile.open(file, "profile", "profiles/kubespray.yaml");
        KubespraySettings settings = KubesprayBlock.read(yaml.root().block("kubespray"));
        yaml.throwIfAny();
        return settings;
    }
}
