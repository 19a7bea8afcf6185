package dev.kprov.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FactsTextTest {
    @Test
    void facts_of_a_fresh_host_are_read() throws IOException {
        HostFacts facts = parse("fresh.txt");

        assertThat(facts.identity().hostname()).isEqualTo("cp-1");
        assertThat(facts.os()).isEqualTo(new HostFacts.Os("debian", "12", "bookworm", "amd64", "6.18.44"));
        assertThat(facts.resources().cgroupVersion()).isEqualTo(1);
        assertThat(facts.resources().diskFreeMb()).containsEntry("/var/lib/containerd", 69183L);
        assertThat(facts.kernel().modules()).containsExactlyInAnyOrder("overlay", "br_netfilter");
        assertThat(facts.network().listening()).containsEntry(22, "sshd");
        assertThat(facts.network().resolvers()).containsExactly("172.30.0.2");
        assertThat(facts.network().subnets()).isEqualTo(Map.of("172.30.0.0/24", "eth0"));
        assertThat(facts.software().packages()).containsEntry("containerd", "1.6.20~ds1-1+deb12u3");
        assertThat(facts.software().runtimeVersion()).contains("1.6.20");
        assertThat(facts.files().texts().get("/etc/containerd/config.toml")).startsWith("version = 2");
        assertThat(facts.clockOffMillis()).isEqualTo(396);
        assertThat(facts.membership()).isEmpty();
    }

    @Test
    void a_control_plane_tells_its_cluster() throws IOException {
        HostFacts.Membership member = parse("control-plane.txt").membership().orElseThrow();

        assertThat(member.nodeName()).isEqualTo("a1");
        assertThat(member.server()).isEqualTo("https://172.30.0.11:6443");
        assertThat(member.caHash()).matches("sha256:[0-9a-f]{64}");
        assertThat(member.apiReady()).isTrue();
        HostFacts.ClusterState cluster = member.cluster().orElseThrow();
        assertThat(cluster.nodes().get("worker-1").ready()).isTrue();
        assertThat(cluster.nodes().get("cp-1").taints())
                .containsExactly("node-role.kubernetes.io/control-plane:NoSchedule");
        assertThat(cluster.objects())
                .contains("DaemonSet/kube-system/kube-proxy", "ConfigMap/kube-system/kubeadm-config");
    }

    @Test
    void a_running_step_is_told_with_its_title() {
        String text =
                "clock 0\ncpus 2\nmemory-mb 9\ncgroup 2\nrunning-step r1.init lab cp-1/init Start it on cp-1\nend\n";

        assertThat(FactsText.parse(text, clock -> 0L).running())
                .containsExactly(new HostFacts.RunningStep("r1.init", "lab", "cp-1/init", "Start it on cp-1"));
    }

    @Test
    void a_torn_answer_is_refused() {
        assertThatThrownBy(() -> FactsText.parse("hostname cp-1\n", clock -> 0L))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HostFacts parse(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FactsTextTest.class.getResourceAsStream(name))) {
            return FactsText.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), clock -> clock - 1_795_284_732_000L);
        }
    }
}
