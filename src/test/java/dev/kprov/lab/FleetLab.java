package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Ten workers, of which one is dead, under each policy.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetLab {
    private static final int WORKERS = 10;

    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private List<LabHost> hosts = List.of();

    @BeforeAll
    void start() {
        Map<String, Kind> kinds = new TreeMap<>();
        kinds.put("cp-1", Kind.WITH_CONTAINERD);
        for (int i = 1; i <= WORKERS; i++) {
            kinds.put("worker-%02d".formatted(i), Kind.WITH_CONTAINERD);
        }
        hosts = LabHost.start(lab, kinds);
    }

    @AfterAll
    void stop() {
        hosts.parallelStream().forEach(LabHost::close);
    }

    @Test
    void one_of_ten_workers_is_dead() {
        Workplace place = new Workplace(folder)
                .profile(lab.profile() + "timeouts: {connect: 5s}\n")
                .inventory(hosts.stream()
                        .map(host -> host.entry(host.name().equals("cp-1") ? "control-plane" : "worker", Login.DEPLOY))
                        .toArray(String[]::new));
        LabHost dead = hosts.getLast();
        dead.unplug();

        for (String policy : List.of("stop", "finish")) {
            Done refused = place.kprov("up", "--profile", "kubeadm", "--on-failure", policy);
            assertThat(refused.exitCode()).as(policy + ": " + refused.all()).isEqualTo(4);
            assertThat(refused.err()).contains("cannot reach " + dead.name(), "nothing was changed on any host");
            assertThat(hosts.getFirst().startedSteps()).as(policy).isEmpty();
        }

        Done without = place.kprov("up", "--profile", "kubeadm", "--on-failure", "tolerate=1");
        assertThat(without.exitCode()).as(without.all()).isEqualTo(7);
        assertThat(without.err()).contains("left out: " + dead.name());
        assertThat(hosts.getFirst()
                        .run("kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers | grep -cw Ready"))
                .isEqualTo(Integer.toString(WORKERS));
    }
}
