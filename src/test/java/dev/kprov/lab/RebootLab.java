package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that restart while a cluster is made; each time one `up` makes it all the same.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebootLab {
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
        hosts.forEach(host -> assertThat(host.run(
                        "ls -d /var/lib/kprov/steps /var/lib/kprov/initializing /run/kprov* 2>/dev/null; true"))
                .as(host.name())
                .isEmpty());
    }

    @Test
    void the_control_plane_restarts_during_init_and_a_worker_while_it_joins() {
        Process up = place.start("up", "--profile", "kubeadm");
        hosts.get(0).awaitProcess("[k]ubeadm init");
        hosts.get(0).restart();
        hosts.get(1).awaitProcess("[k]ubeadm join");
        hosts.get(1).restart();

        Done done = place.kprov(up);

        assertThat(done.exitCode()).as(done.all()).isZero();
        assertThat(done.err()).contains("cp-1 restarted: looking again", "worker-1 restarted: looking again");
    }
}
