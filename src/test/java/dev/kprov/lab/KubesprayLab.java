package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kprov.Await;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real Ansible against real hosts: playbooks of our own with kubespray's layout, variables and outcomes, or with
/// `KPROV_KUBESPRAY=DIR` kubespray's.
@LabOfPrograms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubesprayLab {
    /// A checkout of kubespray itself.
    private static final Optional<String> REAL =
            Optional.ofNullable(System.getenv("KPROV_KUBESPRAY")).filter(folder -> !folder.isEmpty());
    /// The real one has etcd as a service of its host, where kprov's check does not look.
    private static final String VERIFIED =
            REAL.isPresent() ? "all 17 checks passed, 1 did not apply" : "all 18 checks passed";

    private static final String NEXT = "1.36.5";

    private final LabSettings lab = LabSettings.load();

    private List<LabHost> hosts = List.of();

    private boolean prepared;

    @TempDir
    private Path folder;

    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start() {
        hosts = LabHost.start(lab, Map.of("cp-1", Kind.KUBESPRAY, "worker-1", Kind.KUBESPRAY));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @BeforeEach
    @Timeout(900)
    void workplace() throws IOException {
        // The environment of Ansible is made once, by whoever comes first.
        place = new Workplace(folder)
                .with("XDG_CACHE_HOME", Path.of(lab.get("lab"), "cache").toString())
                .inventory(
                        hosts.get(0).entry("control-plane", Login.OPS),
                        hosts.get(1).entry("worker", Login.OPS));
        if (!prepared && REAL.isEmpty()) {
            // Whoever comes first makes the environment of Ansible, and downloads a hundred megabytes for it.
            prepared = true;
            profile("lab_fail: cp-1");
            failed(5, "a task of kubespray failed (cp-1)", "kubernetes/preinstall : Fail where a test wants it");
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void a_cluster_lives_from_up_to_down() throws IOException, InterruptedException {
        if (REAL.isEmpty()) {
            cutOff();
        }
        profile("kube_proxy_mode: iptables");
        Done up = up();
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.err()).contains("waiting for kubespray: Invoke kubeadm and install a CNI", VERIFIED);
        assertThat(place.kept())
                .contains("changed: worker-1: ")
                .containsPattern("out changed after [0-9.]+ s: ")
                .doesNotContain("lab-secret");

        Done again = up();
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err()).contains("unchanged").doesNotContain(" changed ");

        profile("etcd_deployment_type: docker");
        assertThat(up()).satisfies(done -> {
            assertThat(done.exitCode()).as(done.all()).isEqualTo(3);
            assertThat(done.err()).contains("etcd_deployment_type is not set, and the profile wants docker");
        });

        profile("kube_proxy_mode: iptables");
        Done left = place.kprov("node", "remove", "worker-1", "--yes");
        assertThat(left.exitCode()).as(left.all()).isZero();
        assertThat(hosts.get(1).run("ls /etc/kubernetes 2>/dev/null; true")).isEmpty();
        Done back = up();
        assertThat(back.exitCode()).as(back.all()).isZero();
        assertThat(back.err()).contains("Add workers worker-1", VERIFIED);

        if (REAL.isEmpty()) {
            upgraded();
        }

        Done down = place.kprov("down", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        for (LabHost host : hosts) {
            assertThat(host.run("find /etc/kubernetes /var/lib/etcd -type f 2>/dev/null; pgrep kubelet; true"))
                    .isEmpty();
        }
        assertThat(folder.resolve(".kprov/clusters/lab/kubespray")).doesNotExist();
    }

    private void cutOff() throws IOException, InterruptedException {
        profile("lab_pause: 300");
        Process cut = place.start("up", "-p", "kubespray");
        try {
            Await.until("the pause", () -> place.read("stderr").contains("Wait where a test wants it"));
        } finally {
            cut.destroy();
        }
        assertThat(cut.waitFor()).isEqualTo(130);
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(line -> line.contains(folder.toString()) || line.contains("lab_pause")))
                .isEmpty();
    }

    private void upgraded() throws IOException {
        profile(NEXT, "kube_proxy_mode: iptables");
        assertThat(up()).satisfies(done -> {
            assertThat(done.exitCode()).as(done.all()).isEqualTo(3);
            assertThat(done.err()).contains("kprov upgrade");
        });
        Done upgrade = place.kprov("upgrade");
        assertThat(upgrade.exitCode()).as(upgrade.all()).isZero();
        assertThat(upgrade.err()).contains("waiting for kubespray: Finally handle worker upgrades", VERIFIED);
        assertThat(hosts.getFirst()
                        .run("kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers")
                        .lines()
                        .toList())
                .hasSize(2)
                .allMatch(line -> line.endsWith("v" + NEXT) && line.contains(" Ready "));
        Done again = place.kprov("upgrade");
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err()).contains("unchanged");
    }

    @Test
    void what_fails_is_told_with_its_host_and_task() throws IOException {
        assumeThat(REAL).as("it has no such switches").isEmpty();
        profile("kubelet_fail_cgroup_v1: \"no\"");
        failed(5, "kubelet_fail_cgroup_v1 isn't a bool");

        place.profile("kubespray", place.read("profiles/kubespray.yaml").replace("1.36.4", "1.36.9"));
        failed(3, "does not install Kubernetes 1.36.9", "it knows 1.35.8 to 1.36.5");

        Path wrong = Files.writeString(folder.resolve("wrong-password"), "not-it\n");
        profile("kube_proxy_mode: iptables");
        String right = place.read("inventory.yaml");
        place.write("inventory.yaml", right.replace(lab.get("ops.password.file"), wrong.toString()));
        failed(4, "wrong sudo password for ops on cp-1", "wrong sudo password for ops on worker-1");
        place.write("inventory.yaml", right);

        hosts.get(1).run("systemctl stop ssh.socket ssh");
        try {
            profile("kube_proxy_mode: iptables");
            failed(4, "worker-1");
        } finally {
            hosts.get(1).run("systemctl start ssh");
        }
        Done down = place.kprov("down", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
    }

    @Test
    void fifty_hosts_are_worked_on_at_once_and_each_has_its_log_and_its_reason() throws IOException {
        assumeThat(REAL).as("it has no such switches").isEmpty();
        List<String> names =
                IntStream.rangeClosed(1, 50).mapToObj("many-%02d"::formatted).toList();
        List<LabHost> many = LabHost.startLight(lab, names, Kind.KUBESPRAY);
        try {
            place = new Workplace(Files.createDirectories(folder.resolve("many")))
                    .with("XDG_CACHE_HOME", Path.of(lab.get("lab"), "cache").toString())
                    .inventory(many.stream()
                            .map(host ->
                                    host.entry(host.name().equals("many-01") ? "control-plane" : "worker", Login.OPS))
                            .toArray(String[]::new));
            profile("lab_fail: every-host");
            Done up = up();
            assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
            for (String name : names) {
                assertThat(up.err()).contains("a task of kubespray failed (" + name + ")");
                assertThat(place.log(name)).contains("failed after ", "ls: cannot access");
            }
        } finally {
            many.parallelStream().forEach(LabHost::close);
        }
    }

    private void failed(int exitCode, String... words) {
        Done done = up();
        assertThat(done.exitCode()).as(done.all()).isEqualTo(exitCode);
        assertThat(done.err()).contains(words);
    }

    private Done up() {
        return place.kprov("up", "-p", "kubespray");
    }

    /// @param variable a further one
    private void profile(String variable) throws IOException {
        profile("1.36.4", variable);
    }

    private void profile(String version, String variable) throws IOException {
        String head = """
            apiVersion: kprov/v1
            installer: kubespray
            kubernetes: {version: %s}
            network: {plugin: flannel}
            """.formatted(version);
        place.profile("kubespray", head + (REAL.isPresent() ? real(version, variable) : small(variable)));
    }

    private String small(String variable) {
        return """
            kubespray:
              checkout: %s
              variables:
                lab_mirror: http://%s
                kubelet_fail_cgroup_v1: false
                kubeadm_ignore_preflight_errors: [SystemVerification]
                kube_proxy_conntrack_max_per_core: 0
                %s
            """.formatted(Path.of("src/lab/kubespray").toAbsolutePath(), lab.get("mirror.address"), variable)
                .replaceFirst("kubelet_fail_cgroup_v1: false\\n(?=(?s:.*)kubelet_fail)", "# see below\n");
    }

    /// With what `src/lab/prepare` wrote for it.
    private String real(String version, String variable) throws IOException {
        assertThat(version).isEqualTo("1.36.4");
        String variables = Files.readString(Path.of(lab.get("lab"), "kubespray.yaml"));
        String registry = lab.get("mirror.registry");
        return """
            timeouts: {step: 1h}
            images: {mirrors: {"%s": ["http://%s"]}}
            kubespray:
              checkout: %s
              variables:
            """.formatted(registry, registry, REAL.orElseThrow())
                + variables.replaceFirst("(?m)^ *" + variable.split(":", 2)[0] + ":.*\\n", "")
                + "    " + variable + "\n";
    }
}
