package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.profile.Network;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void flannel_is_told_the_pod_network_of_the_cluster() {
        Manifest manifest = new Manifest(Sample.MANIFEST, network(Network.Plugin.FLANNEL));

        assertThat(manifest.text()).contains("10.42.0.0/16").doesNotContain("10.244.0.0/16");
    }

    @Test
    void a_manifest_of_the_users_own_is_not_touched() {
        Manifest manifest = new Manifest(Sample.MANIFEST, network(Network.Plugin.MANIFEST));

        assertThat(manifest.text()).contains("10.244.0.0/16");
    }

    @Test
    void images_and_workloads_are_found() {
        Manifest manifest = new Manifest(Sample.MANIFEST, network(Network.Plugin.FLANNEL));

        assertThat(manifest.images())
                .containsExactly(
                        "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel1", "ghcr.io/flannel-io/flannel:v0.28.4");
        assertThat(manifest.workloads()).containsExactly("DaemonSet/kube-flannel/kube-flannel-ds");
    }

    private static Network network(Network.Plugin plugin) {
        return new Network("10.42.0.0/16", "10.96.0.0/12", "cluster.local", plugin, Optional.empty());
    }
}
