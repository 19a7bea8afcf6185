package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A cluster that is made around workers that fail, and workers that come and go alone.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyLab {
    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private List<LabHost> hosts = List.of();

    @BeforeAll
    void start() {
        hosts = LabHost.start(
                lab,
                Map.of(
                        "cp-1",
                        Kind.WITH_CONTAINERD,
                        "worker-1",
                        Kind.WITH_CONTAINERD,
                        "worker-2",
                        Kind.WITH_CONTAINERD));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    void workers_fail_are_left_out_come_later_and_leave_alone() {
        LabHost controlPlane = hosts.get(0);
        LabHost broken = hosts.get(1);
        LabHost silent = hosts.get(2);
        Workplace place = new Workplace(folder)
                .profile(lab.profile() + "onFailure: tolerate=2\n")
                .inventory(
                        controlPlane.entry("control-plane", Login.OPS),
                        broken.entry("worker", Login.DEPLOY),
                        silent.entry("worker", Login.DEPLOY));
        broken.run("mv /usr/bin/apt-get /usr/bin/apt-get.away && ln -s /bin/false /usr/bin/apt-get");
        silent.run("systemctl stop ssh.socket ssh");

        Done without = place.kprov("up", "--profile", "kubeadm");
        assertThat(without.exitCode()).as(without.all()).isEqualTo(7);
        assertThat(without.err()).contains("left out: worker-1, worker-2");
        assertThat(nodes(controlPlane)).isEqualTo("cp-1");

        broken.run("mv -f /usr/bin/apt-get.away /usr/bin/apt-get");
        Done one = place.kprov("node", "add", "worker-1", "--profile", "kubeadm", "--on-failure", "finish");
        assertThat(one.exitCode()).as(one.all()).isZero();
        assertThat(one.err()).contains("worker-2    left out: it is not in --limit");
        assertThat(nodes(controlPlane)).isEqualTo("cp-1 worker-1");

        silent.run("systemctl start ssh");
        Done all = place.kprov("up", "--profile", "kubeadm");
        assertThat(all.exitCode()).as(all.all()).isZero();

        Done left = place.kprov("node", "remove", "worker-1", "--yes");
        assertThat(left.exitCode()).as(left.all()).isZero();
        assertThat(left.err()).contains("removed from cluster lab: worker-1; cluster lab works");
        assertThat(nodes(controlPlane)).isEqualTo("cp-1 worker-2");
        assertThat(broken.run("ls /etc/kubernetes/kubelet.conf 2>/dev/null; true"))
                .isEmpty();

        silent.unplug();
        Done dead = place.kprov("node", "remove", "worker-2", "--dead", "--yes");
        assertThat(dead.exitCode()).as(dead.all()).isZero();
        assertThat(dead.err()).contains("removed from cluster lab: worker-2; cluster lab works");
        assertThat(nodes(controlPlane)).isEqualTo("cp-1");

        place.inventory(controlPlane.entry("control-plane", Login.OPS), broken.entry("worker", Login.DEPLOY));
        Done down = place.kprov("down", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
    }

    private static String nodes(LabHost controlPlane) {
        return controlPlane.run("kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes -o name"
                + " | sed 's,node/,,' | sort | tr '\\n' ' '");
    }
}
