package dev.kprov.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Installers;
import dev.kprov.inventory.InventoryFile;
import dev.kprov.problem.Problem;
import dev.kprov.profile.file.ProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksTest {
    @TempDir
    private Path folder;

    @Test
    void hosts_outside_of_both_networks_are_fine() throws IOException {
        assertThat(overlaps("podCidr: 10.244.0.0/16", "")).isEmpty();
    }

    @Test
    void a_host_inside_is_told_at_the_network_with_the_place_of_its_address() throws IOException {
        assertThat(overlaps("podCidr: 192.168.0.0/16", "").getFirst()).satisfies(problem -> {
            assertThat(problem.where()).endsWith("site.yaml:4:20");
            assertThat(problem.what()).isEqualTo("network.podCidr 192.168.0.0/16 contains host a");
            assertThat(problem.why()).contains("internalAddress").contains("inventory.yaml:4:");
        });
    }

    @Test
    void the_default_network_of_services_is_checked_too() throws IOException {
        assertThat(overlaps("dnsDomain: x.y", ", {name: c, address: 10.100.0.1, roles: [worker]}"))
                .extracting(Problem::what)
                .containsExactly("network.serviceCidr 10.96.0.0/12 contains host c");
    }

    @Test
    void more_hosts_than_parts_of_the_pods_network_are_refused_unless_the_part_is_set() throws IOException {
        assertThat(overlaps("podCidr: 10.244.0.0/24", "").getFirst().what())
                .isEqualTo("network.podCidr 10.244.0.0/24 is too small for 2 hosts");
        assertThat(overlaps("podCidr: 10.244.0.0/23", "")).isEmpty();
        String native26 = "podCidr: 10.244.0.0/24}\nkubeadm: {clusterConfiguration: {controllerManager:"
                + " {extraArgs: [{name: node-cidr-mask-size, value: \"26\"}]}}";
        assertThat(overlaps(native26, "")).isEmpty();
    }

    @Test
    void hosts_of_another_ip_version_than_pods_are_told_once_unless_the_networks_are_set_natively() throws IOException {
        String more =
                ", {name: c, address: \"fd00::1\", roles: [worker]}, {name: d, address: \"fd00::2\", roles: [worker]}";
        assertThat(overlaps("podCidr: 10.244.0.0/16", more)).singleElement().satisfies(problem -> {
            assertThat(problem.where()).endsWith("site.yaml:4:20");
            assertThat(problem.what()).isEqualTo("network.podCidr 10.244.0.0/16 is of another IP version than host c");
            assertThat(problem.remedy()).contains("fd00:10:244::/48", "internalAddress");
        });
        String both = "podCidr: 10.244.0.0/16}\nkubeadm: {clusterConfiguration: {networking:"
                + " {podSubnet: \"10.244.0.0/16,fd00:10:244::/56\"}}";
        assertThat(overlaps(both, more)).isEmpty();
    }

    private List<Problem> overlaps(String network, String moreHosts) throws IOException {
        Path profile = Files.writeString(
                folder.resolve("site.yaml"),
                "apiVersion: kprov/v1\ninstaller: kubeadm\nkubernetes: {version: 1.36.4}\nnetwork: {" + network
                        + "}\n");
        Path inventory = Files.writeString(
                folder.resolve("inventory.yaml"),
                "apiVersion: kprov/v1\ncluster: lab\nhosts: [{name: b, address: b, roles: [worker]},\n"
                        + "  {name: a, address: 203.0.113.1, internalAddress: 192.168.1.1, roles: [control-plane]}"
                        + moreHosts + "]\n");
        return Networks.overlaps(ProfileFile.read(profile, Installers.dialects()), InventoryFile.read(inventory));
    }
}
