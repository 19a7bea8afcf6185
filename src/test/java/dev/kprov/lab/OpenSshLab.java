package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A cluster that is made through the `ssh` program, one host of it with a sudo that asks for a password.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshLab {
    private final LabSettings lab = LabSettings.load();
    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start(@TempDir Path folder) {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
        place = new Workplace(folder).profile(lab.profile());
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    void a_cluster_lives_and_dies_through_the_ssh_program() throws Exception {
        place.inventory(
                hosts.get(0).entry("control-plane", Login.ROOT) + "    connection: openssh\n",
                hosts.get(1).entry("worker", Login.OPS) + "    connection: openssh\n");

        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(hosts.get(0).run("kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers"))
                .contains("cp-1", "worker-1")
                .doesNotContain("NotReady");
        assertThat(place.kept() + up.all())
                .doesNotContain(
                        Files.readString(Path.of(lab.get("ops.password.file"))).strip());

        Done down = place.kprov("down", "--profile", "kubeadm", "--yes");

        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(hosts.get(1).run("ls -d /etc/kubernetes /run/kprov* 2>/dev/null; pgrep -x kubelet; true"))
                .isEmpty();
    }

    @Test
    void a_wrong_host_key_is_refused_before_anything_is_changed() {
        place.inventory(hosts.get(0).entry("control-plane", Login.ROOT, "SHA256:" + "A".repeat(43))
                + "    connection: openssh\n");

        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err())
                .contains(
                        "is not the one that the inventory demands",
                        hosts.get(0).hostKey());
    }
}
