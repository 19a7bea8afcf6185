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

/// Two people who work on one cluster from folders of their own.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockLab {
    private static final String[] UP = {"up", "--profile", "kubeadm"};

    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path ours;

    @TempDir
    private Path theirs;

    private List<LabHost> hosts = List.of();

    @BeforeAll
    void start() {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    void of_two_at_once_one_is_refused_and_the_other_makes_the_cluster() {
        Workplace first = place(ours);
        Workplace second = place(theirs);
        Process up = first.start(UP);
        hosts.get(0).run("timeout 120 bash -c 'until [ -e /run/kprov.lock ]; do sleep 0.1; done'");

        Done refused = second.kprov(UP);

        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(6);
        assertThat(refused.err())
                .contains("another run of kprov is changing cluster lab", "process", "last sign of life");
        Done made = first.kprov(up);
        assertThat(made.exitCode()).as(made.all()).isZero();
        Done again = second.kprov(UP);
        assertThat(again.exitCode()).as(again.all()).isZero();

        theLockOfSomebodyWhoseMachineDied(second);
        assertThat(hosts.get(0).run("ls /run/kprov.lock* 2>/dev/null; true")).isEmpty();
    }

    private void theLockOfSomebodyWhoseMachineDied(Workplace place) {
        hosts.get(0)
                .run("start=$(cut -d ' ' -f 22 /proc/1/stat); read -r up _ </proc/uptime; printf '%s\\n' "
                        + "\"$(cat /proc/sys/kernel/random/boot_id)/$start\" $((${up%.*} - 300)) 2026-01-01T00:00:00Z "
                        + "r0 down lab eve laptop >/run/kprov.lock");

        Done refused = place.kprov("down", "--yes");
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(6);
        assertThat(refused.err()).contains("eve@laptop", "since 2026-01-01", "kprov down --break-lock");

        Done down = place.kprov("down", "--yes", "--break-lock");
        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(down.err()).contains("took over the lock of kprov down of cluster lab by eve@laptop");
    }

    private Workplace place(Path folder) {
        return new Workplace(folder)
                .profile(lab.profile())
                .inventory(
                        hosts.get(0).entry("control-plane", Login.OPS),
                        hosts.get(1).entry("worker", Login.DEPLOY));
    }
}
