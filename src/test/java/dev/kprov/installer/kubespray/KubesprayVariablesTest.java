package dev.kprov.installer.kubespray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.kubespray.KubespraySettings.Playbooks;
import dev.kprov.inventory.SecretRef;
import dev.kprov.profile.Network;
import dev.kprov.profile.Network.Plugin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubesprayVariablesTest {
    @Test
    void the_profile_is_said_in_kubesprays_words() {
        assertThat(variables(Plugin.FLANNEL, Map.of("docker.io", List.of("https://mirror.example.com")))
                        .complete())
                .startsWith("""
                {
                  "kube_version" : "1.36.4",
                  "kube_network_plugin" : "flannel",
                  "kube_pods_subnet" : "10.233.64.0/18",
                  "kube_service_addresses" : "10.233.0.0/18",
                  "cluster_name" : "cluster.local",
                  "containerd_registries_mirrors" : [ {
                    "prefix" : "docker.io",
                    "mirrors" : [ {
                      "host" : "https://mirror.example.com",
                      "capabilities" : [ "pull", "resolve" ],
                      "skip_verify" : false
                    } ]
                  } ],
                  "enable_nodelocaldns" : false,
                """);
    }

    @Test
    void the_networks_that_both_know_have_names() {
        assertThat(plugin(Plugin.DEFAULT)).containsEntry("kube_network_plugin", "calico");
        assertThat(plugin(Plugin.NONE)).containsEntry("kube_network_plugin", "none");
        assertThat(plugin(Plugin.CILIUM))
                .containsEntry("kube_network_plugin", "cilium")
                .containsEntry("kube_owner", "root");
    }

    @Test
    void ansible_reads_a_secret_from_a_file_of_its_own() {
        KubesprayVariables variables = variables(Plugin.CALICO, Map.of());
        assertThat(variables.cluster()).doesNotContainKey("kube_encryption_key");
        assertThat(variables.complete())
                .contains("\"kube_encryption_key\" : \"{{ lookup('ansible.builtin.file', lookup('ansible.builtin.env',"
                        + " 'KPROV_FILES') + '/secret-kube_encryption_key', rstrip=False) }}\"");
    }

    private static Map<String, Object> plugin(Plugin plugin) {
        return variables(plugin, Map.of()).cluster();
    }

    private static KubesprayVariables variables(Plugin plugin, Map<String, List<String>> mirrors) {
        LinkedHashMap<String, Object> written = new LinkedHashMap<>();
        written.put("enable_nodelocaldns", false);
        LinkedHashMap<String, SecretRef> secrets = new LinkedHashMap<>();
        secrets.put("kube_encryption_key", new SecretRef.Env("KEY"));
        Network network = new Network("10.233.64.0/18", "10.233.0.0/18", "cluster.local", plugin, Optional.empty());
        return new KubesprayVariables(
                "1.36.4",
                network,
                mirrors,
                new KubespraySettings(
                        Optional.of(new KubespraySettings.Checkout.Folder("/kubespray")),
                        Optional.empty(),
                        Playbooks.USUAL,
                        Optional.empty(),
                        List.of(),
                        written,
                        secrets));
    }
}
