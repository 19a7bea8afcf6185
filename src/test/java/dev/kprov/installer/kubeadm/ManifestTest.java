package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kprov.address.Cidr;
import dev.kprov.installer.Manifest;
import dev.kprov.profile.Network;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    @Test
    void flannel_is_told_the_pod_network_of_the_cluster() {
        Manifest manifest = new Manifest(Sample.MANIFEST, Network.Plugin.FLANNEL, pods("10.42.0.0/16"));

        assertThat(manifest.text()).contains("10.42.0.0/16").doesNotContain("10.244.0.0/16");
    }

    @Test
    void a_manifest_of_the_users_own_is_not_touched() {
        Manifest manifest = new Manifest(Sample.MANIFEST, Network.Plugin.MANIFEST, pods("10.42.0.0/16"));

        assertThat(manifest.text()).contains("10.244.0.0/16");
    }

    @Test
    void images_and_workloads_are_found() {
        Manifest manifest = new Manifest(Sample.MANIFEST, Network.Plugin.FLANNEL, pods("10.42.0.0/16"));

        assertThat(manifest.images())
                .containsExactly(
                        "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel1", "ghcr.io/flannel-io/flannel:v0.28.4");
        assertThat(manifest.workloads()).containsExactly("DaemonSet/kube-flannel/kube-flannel-ds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Network\": \"10.244.0.0/16\", \"Backend\": {\"Type\": \"vxlan\"}}",
                "{\"Network\": \"10.244.0.0/16\", \"Backend\": {\"Type\": \"vxlan\"}, \"EnableIPv6\": false,"
                        + " \"IPv6Network\": \"fd00::/48\"}"
            })
    void flannel_is_told_of_ipv6_by_keys_of_its_own(String before) throws IOException {
        JsonNode alone = configuration(before, "fd00:10:244::/48");
        assertThat(alone.path("EnableIPv4").asBoolean(true)).isFalse();
        assertThat(alone.path("EnableIPv6").asBoolean()).isTrue();
        assertThat(alone.path("IPv6Network").asText()).isEqualTo("fd00:10:244::/48");
        assertThat(alone.path("Backend").path("Type").asText()).isEqualTo("vxlan");

        JsonNode both = configuration(before, "10.42.0.0/16", "fd00:10:244::/48");
        assertThat(both.path("EnableIPv4").asBoolean()).isTrue();
        assertThat(both.path("Network").asText()).isEqualTo("10.42.0.0/16");
        assertThat(both.path("IPv6Network").asText()).isEqualTo("fd00:10:244::/48");
    }

    private static JsonNode configuration(String before, String... pods) throws IOException {
        String text = "kind: ConfigMap\ndata:\n  net-conf.json: '" + before + "'\n";
        String told = new Manifest(text, Network.Plugin.FLANNEL, pods(pods)).text();
        JsonNode document = new YAMLMapper().readTree(told);
        return new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .readTree(document.path("data").path("net-conf.json").asText());
    }

    private static List<Cidr> pods(String... networks) {
        return Stream.of(networks).map(text -> Cidr.parse(text).orElseThrow()).toList();
    }
}
