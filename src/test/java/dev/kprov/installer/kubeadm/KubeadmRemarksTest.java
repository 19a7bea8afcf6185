package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Remark;
import dev.kprov.observe.ChangedFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeadmRemarksTest {
    private final Sample sample = new Sample();

    @Test
    void hosts_with_real_nameservers_are_fine() {
        assertThat(remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.1.1", "::1", "0:0:0:0:0:0:0:1"})
    void a_loopback_nameserver_is_told_with_what_to_set(String resolver) {
        resolvers("worker-1", "10.0.0.53", resolver);

        assertThat(remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.host()).isEqualTo("worker-1");
            assertThat(remark.text()).contains(resolver, "CoreDNS", "kubeadm.kubeletConfiguration.resolvConf");
        });
    }

    @Test
    void nothing_is_said_where_the_kubelet_is_told_of_other_nameservers() {
        resolvers("worker-1", "127.0.0.1");
        sample.settings = Map.of("kubeletConfiguration", Map.of("resolvConf", "/etc/kubelet-resolv.conf"));

        assertThat(remarks()).isEmpty();
    }

    @Test
    void nothing_is_said_where_no_coredns_is_installed() {
        resolvers("worker-1", "127.0.0.1");
        sample.settings = Map.of("initConfiguration", Map.of("skipPhases", List.of("addon/coredns")));

        assertThat(remarks()).isEmpty();
    }

    @Test
    void a_node_is_left_to_the_verification() {
        sample.built();
        resolvers("worker-1", "127.0.0.1");

        assertThat(remarks()).isEmpty();
    }

    private List<Remark> remarks() {
        return new KubeadmInstaller().remarks(sample.intent());
    }

    private void resolvers(String host, String... resolvers) {
        sample.facts.compute(
                host,
                (name, facts) -> ChangedFacts.of(facts).resolvers(resolvers).facts());
    }
}
