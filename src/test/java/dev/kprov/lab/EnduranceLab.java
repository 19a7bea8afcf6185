package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// One cluster that meets trouble after trouble.
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnduranceLab {
    private static final int HOUR = 3600;

    private final LabSettings lab = LabSettings.load();

    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start(@TempDir Path folder) {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "worker-1", Kind.WITH_CONTAINERD));
        place = new Workplace(folder)
                .profile(lab.profile())
                .inventory(
                        hosts.get(0).entry("control-plane", Login.ROOT),
                        hosts.get(1).entry("worker", Login.OPS));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    @Order(1)
    void a_cut_during_pulls_a_frozen_host_resets_during_join_and_a_stopped_sshd() throws InterruptedException {
        LiveRun up = LiveRun.start(place, "up", "--profile", "kubeadm");
        hosts.get(1).awaitProcess("[c]rictl pull");
        CompletableFuture<Void> cut = beside(() -> hosts.get(1).cutOff(Duration.ofSeconds(20)));
        hosts.get(0).awaitProcess("[k]ubeadm init");
        hosts.get(0).freeze(Duration.ofSeconds(60));
        cut.join();
        up.awaitStart("cp-1/admit-nodes", "worker-1/kubeadm-join");
        // Both at once, so that both steps are under way: neither takes long.
        CompletableFuture<Void> resets = beside(() -> hosts.get(1).resetConnections(Duration.ofSeconds(6)));
        hosts.get(0).stopSshd(Duration.ofSeconds(12));
        resets.join();

        succeeded(place.kprov(up.process()));
        assertThat(reconnections(place.kept()))
                .contains("cp-1/start-control-plane", "worker-1/kubeadm-join", "cp-1/admit-nodes");
        assertThat(hosts.get(0).startedSteps()).doesNotHaveDuplicates();
        assertThat(hosts.get(1).startedSteps()).doesNotHaveDuplicates();
        nothingGoesOn();
    }

    private interface Trouble {
        void make() throws InterruptedException;
    }

    private static CompletableFuture<Void> beside(Trouble trouble) {
        return CompletableFuture.runAsync(() -> {
            try {
                trouble.make();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    /// The steps that lost their connection and got another.
    private static List<String> reconnections(String journal) {
        return Pattern.compile("\"step\":\"([^\"]+)\",\"what\":\"the connection to ")
                .matcher(journal)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    @Order(2)
    void a_controller_whose_clock_is_an_hour_ahead() {
        succeeded(atTime(HOUR));
    }

    @Test
    @Order(3)
    void a_controller_whose_clock_is_an_hour_behind() {
        Done up = atTime(-HOUR);

        assertThat(up.exitCode()).as(up.all()).isEqualTo(1);
        assertThat(up.err()).contains("not valid yet by this machine's clock", "timedatectl");
        succeeded(place.kprov("verify", "--profile", "kubeadm"));
    }

    private Done atTime(int secondsAhead) {
        return new Workplace(place.folder())
                .with("LD_PRELOAD", lab.get("clock.library"))
                .with("CLOCK_AHEAD_SECONDS", String.valueOf(secondsAhead))
                .kprov("up", "--profile", "kubeadm");
    }

    @Test
    @Order(4)
    void a_state_folder_that_is_full() throws IOException {
        hosts.get(1).run("rm /etc/sysctl.d/90-kprov.conf");
        Done up = new Workplace(place.folder()).through(onADiskOf(16)).kprov("up", "--profile", "kubeadm");

        succeeded(up);
        assertThat(up.err())
                .contains(
                        "a record of this run is incomplete",
                        "No space left on device",
                        "make room in the state folder");
        assertThat(hosts.get(1).run("ls /etc/sysctl.d")).contains("90-kprov.conf");
        succeeded(place.kprov("up", "--profile", "kubeadm"));
    }

    /// Runs are kept on a file system of their own, which only the command sees.
    private String[] onADiskOf(int kibibytes) throws IOException {
        Object user = Files.getAttribute(place.folder(), "unix:uid");
        Object group = Files.getAttribute(place.folder(), "unix:gid");
        String mount = "mount -t tmpfs -o mode=0700,uid=" + user + ",gid=" + group + ",size=" + kibibytes + "k tmpfs "
                + place.folder().resolve(".kprov/runs");
        String become = "setpriv --reuid " + user + " --regid " + group + " --clear-groups";
        List<String> command = new ArrayList<>(user.equals(0) ? List.of() : List.of("sudo", "-n"));
        command.addAll(List.of("unshare", "-m", "sh", "-c", mount + " && exec " + become + " \"$@\"", "kprov"));
        return command.toArray(String[]::new);
    }

    @Test
    @Order(5)
    void down_leaves_nothing() {
        succeeded(place.kprov("down", "--profile", "kubeadm", "--yes"));
        nothingGoesOn();
        hosts.forEach(host -> assertThat(host.run("ls -d /var/lib/kprov/steps /run/kprov* 2>/dev/null; true"))
                .as(host.name())
                .isEmpty());
        assertThat(Files.exists(place.folder().resolve(".kprov/clusters/lab/kubeconfig")))
                .isFalse();
    }

    private void nothingGoesOn() {
        hosts.forEach(host -> assertThat(host.run("systemctl list-units --no-legend 'kprov-*.service'"))
                .as(host.name())
                .isEmpty());
    }

    private static void succeeded(Done done) {
        assertThat(done.exitCode()).as(done.all()).isZero();
    }
}
