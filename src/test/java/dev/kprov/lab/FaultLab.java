package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong between kprov and its hosts while a cluster is made.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultLab {
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start() {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @BeforeEach
    void inventory() {
        place = new Workplace(folder)
                .profile(lab.profile())
                .inventory(
                        hosts.get(0).entry("control-plane", Login.OPS),
                        hosts.get(1).entry("worker", Login.DEPLOY));
    }

    @AfterEach
    void clean() {
        Done down = place.kprov("down", "--profile", "kubeadm", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        hosts.forEach(host -> assertThat(host.run("ls -d /var/lib/kprov/steps /run/kprov* 2>/dev/null; true"))
                .as(host.name())
                .isEmpty());
    }

    @Test
    void a_worker_without_its_network_while_it_joins() throws InterruptedException {
        Process up = place.start("up", "--profile", "kubeadm");
        hosts.get(1).awaitProcess("[k]ubeadm join");
        hosts.get(1).cutOff(A_WHILE);

        succeeded(place.kprov(up));
    }

    @Test
    void a_control_plane_without_its_network_during_init_that_forgets_its_connections() throws InterruptedException {
        int before = startsOfTheControlPlane();
        Process up = place.start("up", "--profile", "kubeadm");
        hosts.get(0).awaitProcess("[k]ubeadm init");
        hosts.get(0).dropLogins();
        hosts.get(0).cutOff(A_WHILE);

        Done done = place.kprov(up);

        succeeded(done);
        assertThat(done.err()).contains("waiting for the connection to cp-1");
        assertThat(startsOfTheControlPlane()).isEqualTo(before + 1);
    }

    private int startsOfTheControlPlane() {
        return Integer.parseInt(hosts.get(0).run("journalctl -o cat | grep -c 'Started.*start-control-plane' || true"));
    }

    private static void succeeded(Done up) {
        assertThat(up.exitCode()).as(up.all()).isZero();
    }
}
