package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Role;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Network;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubeadmRejectsTest {
    private final Sample sample = new Sample();

    @Test
    void a_good_profile_has_no_problem() {
        assertThat(rejects()).isEmpty();
    }

    @Test
    void everything_that_kubeadm_cannot_do_is_told_at_once() {
        sample.hosts =
                List.of(sample.hosts.get(0), Sample.host("cp-2", "10.0.0.9", Role.CONTROL_PLANE), sample.hosts.get(1));
        sample.version = "1.30.2";
        sample.network =
                new Network("10.244.0.0/16", "10.96.0.0/12", "cluster.local", Network.Plugin.CILIUM, Optional.empty());

        assertThat(rejects())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "cp-2 is one control plane too many",
                        "Kubernetes 1.30.2 is too old",
                        "cilium needs a manifest");
    }

    private List<Problem> rejects() {
        return new KubeadmRejects(sample.profile(), sample.inventory()).problems();
    }
}
