package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Real clusters of minikube's: on a host over SSH, and inside of one. Its drivers for this machine need images and
/// hypervisors that no lab without the Internet has.
@LabOfPrograms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MinikubeLab {
    private static final String CGROUPS = "kubelet.fail-cgroupv1=false";
    private static final String VERIFICATION = "kubeadm.ignore-preflight-errors=SystemVerification";

    private final LabSettings lab = LabSettings.load();

    private List<LabHost> hosts = List.of();

    @TempDir
    private Path folder;

    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start() {
        hosts = LabHost.start(lab, Map.of("one", Kind.MINIKUBE));
        // The lab's network loses what it does not know; a router would answer. CoreDNS, which minikube starts before
        // kube-proxy, would else wait for half a minute for an answer of the API.
        host().run("ip rule add unreachable iif bridge to 10.96.0.0/12 priority 100");
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @BeforeEach
    void workplace() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("bin"));
        if (!Files.exists(tools.resolve("minikube"))) {
            Files.createSymbolicLink(tools.resolve("minikube"), Path.of(lab.get("minikube.binary")));
        }
        place = new Workplace(folder)
                .with("PATH", tools + ":" + System.getenv("PATH"))
                .inventory(host().entry("control-plane", Login.ROOT));
    }

    private LabHost host() {
        return hosts.getFirst();
    }

    @Test
    void a_cluster_on_a_host_lives_from_up_to_down() {
        List<String> before = host().inventory();
        profile("ssh", "", CGROUPS, VERIFICATION);

        Done up = up();
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.err())
                .contains("waiting for minikube: Booting up control plane", "minikube warns: ")
                .contains("cluster lab works: all 17 checks passed");
        assertThat(folder.resolve(".minikube")).doesNotExist();
        assertThat(folder.resolve(".kube/config")).doesNotExist();

        String servers = apiServers();
        Done again = up();
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err()).contains("unchanged").doesNotContain(" changed ");
        assertThat(apiServers()).as("minikube start would restart it").isEqualTo(servers);

        profile("ssh", "", CGROUPS, VERIFICATION, "kubelet.max-pods=50");
        assertThat(up()).satisfies(done -> {
            assertThat(done.exitCode()).as(done.all()).isEqualTo(3);
            assertThat(done.err()).contains("extra-config[2] is not set, and the profile wants kubelet.max-pods=50");
        });
        profile("none", "", CGROUPS, VERIFICATION);
        assertThat(up()).satisfies(done -> {
            assertThat(done.exitCode()).as(done.all()).isEqualTo(3);
            assertThat(done.err()).contains("minikube is not installed on one");
        });

        profile("ssh", "", CGROUPS, VERIFICATION);
        host().run("systemctl stop kubelet");
        Done started = up();
        assertThat(started.exitCode()).as(started.all()).isZero();
        assertThat(started.err()).contains("Start the cluster", "all 17 checks passed");

        down();
        assertThat(host().changedSince(before))
                .as("only what minikube edits without keeping the original")
                .allMatch(
                        line -> line.matches(
                                "[+-] (\\p{XDigit}{64} {2})?etc/(containerd/config\\.toml|crictl\\.yaml|(group|gshadow)-?)( .*)?"));
        assertThat(folder.resolve(".kprov/clusters/lab/minikube")).doesNotExist();
        assertThat(folder.resolve(".kprov/clusters/lab/kubeconfig")).doesNotExist();
    }

    @Test
    void inside_of_a_host_it_goes_on_when_kprov_is_killed() throws IOException, InterruptedException {
        host().copy(Path.of(lab.get("minikube.binary")), "/usr/local/bin/minikube");
        try {
            profile("none", "", CGROUPS, VERIFICATION);
            Process up = place.start("up", "-p", "minikube");
            Await.until(
                    "kubeadm", () -> place.read("stderr").contains("waiting for minikube: Booting up control plane"));
            KindMachine.kill(up);

            Done again = up();
            assertThat(again.exitCode()).as(again.all()).isZero();
            assertThat(again.err()).contains("all 17 checks passed");
            assertThat(host().startedSteps()).containsOnlyOnce("start-cluster");

            down();
        } finally {
            host().run("rm -f /usr/local/bin/minikube");
        }
    }

    /// kubeadm refuses this machine's kernel unless it is told not to.
    @Test
    void what_failed_at_the_first_start_is_explained_and_can_be_removed() {
        profile("ssh", "", CGROUPS);

        Done up = up();
        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err()).contains("kubeadm refuses the node (SystemVerification)");
        assertThat(place.kept()).contains("minikube's reason: ");

        down();
        assertThat(host().run("ls /var/lib/minikube /etc/kubernetes 2>/dev/null; true"))
                .isEmpty();
    }

    @Test
    void what_minikube_cannot_do_is_told_before_a_host_is_changed() {
        profile("ssh", "  nodes: {workers: 1}\n", CGROUPS);
        refused(3, "driver ssh has one node");

        profile("hyperkit", "", CGROUPS);
        place.profile("minikube", place.read("profiles/minikube.yaml") + "name: local\n");
        refused(5, "this machine cannot run the driver", "The driver 'hyperkit' is not supported on linux");

        place.profile("minikube", """
            apiVersion: kprov/v1
            installer: minikube
            kubernetes: {version: 9.99.0}
            minikube: {driver: ssh}
            """);
        refused(5, "minikube does not make this version of Kubernetes");
        down();

        profile("ssh", "", CGROUPS);
        place.inventory(host().entry("control-plane", Login.ROOT).replace(host().address(), "172.30.0.99"));
        refused(4, "172.30.0.99");
        assertThat(host().run("ls /var/lib/minikube 2>/dev/null; true")).isEmpty();
    }

    private void refused(int exitCode, String... words) {
        Done done = up();
        assertThat(done.exitCode()).as(done.all()).isEqualTo(exitCode);
        assertThat(done.err()).contains(words);
    }

    private Done up() {
        return place.kprov("up", "-p", "minikube");
    }

    private void down() {
        Done down = place.kprov("down", "-p", "minikube", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
    }

    private String apiServers() {
        return host().run("pgrep -x kube-apiserver");
    }

    private void profile(String driver, String more, String... extraConfig) {
        place.profile("minikube", """
            apiVersion: kprov/v1
            installer: minikube
            kubernetes: {version: %s}
            minikube:
              driver: %s
              cni: bridge
              defaultAddons: false
              binaryMirror: %s
              extraConfig: [%s]
              flags: {force: true, preload: false, cache-images: false}
            %s""".formatted(
                        lab.get("kubernetes.version").substring(1),
                        driver,
                        lab.get("minikube.mirror"),
                        String.join(", ", extraConfig),
                        more));
    }
}
