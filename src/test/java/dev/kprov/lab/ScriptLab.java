package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped profiles with scripts that can be run here, as they are but for where they download from.
@LabOfPrograms
class ScriptLab {
    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    /// Programs of this machine do not end with the test that started them.
    @AfterEach
    void remove() {
        if (Files.exists(folder.resolve("profiles/kwok.yaml"))) {
            kwok().kprov("down", "-p", "kwok", "--yes");
        }
    }

    @Test
    void the_hard_way_leads_to_a_cluster_and_back() {
        List<LabHost> hosts = LabHost.start(
                lab, Map.of("cp-1", Kind.WITH_CONTAINERD, "w-1", Kind.WITH_CONTAINERD, "w-2", Kind.WITH_CONTAINERD));
        try {
            theHardWay(hosts);
        } finally {
            hosts.forEach(LabHost::close);
        }
    }

    private void theHardWay(List<LabHost> hosts) {
        String mirror = lab.get("hard-way.mirror");
        Map<String, String> changes = Map.of(
                "KUBERNETES_URL", mirror + "/kubernetes",
                "ETCD_URL", mirror + "/etcd",
                "CNI_URL", mirror + "/cni",
                "PACKAGE_SOURCE", "\"deb [trusted=yes] " + lab.get("mirror.apt.runtime.url") + " bookworm main\"",
                "REGISTRY_MIRRORS", "\"registry.k8s.io=http://" + lab.get("mirror.registry") + "\"",
                "POD_TUNNEL", "vxlan",
                "KUBELET_CONFIG", "\"failCgroupV1: false\"",
                "KUBE_PROXY_CONFIG", "\"conntrack: {maxPerCore: 0}\"");
        Workplace place = new Workplace(folder)
                .inventory(
                        hosts.get(0).entry("control-plane", Login.ROOT),
                        hosts.get(1).entry("worker", Login.DEPLOY),
                        hosts.get(2).entry("worker", Login.ROOT));
        List<List<String>> before = hosts.stream().map(LabHost::inventory).toList();

        shipped("the-hard-way", Map.of("ETCD_VERSION", "0.0.1"), changes);
        Done wrong = place.kprov("up", "-p", "the-hard-way");
        assertThat(wrong.exitCode()).as(wrong.all()).isEqualTo(5);
        assertThat(wrong.err()).contains("Download Kubernetes, etcd and CNI plugins on cp-1: failed", "0.0.1");

        shipped("the-hard-way", changes, Map.of());
        Done up = place.kprov("up", "-p", "the-hard-way");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.err())
                .contains("waiting for the API server to be ready", "cluster lab works: all 14 checks passed");
        assertThat(hosts.getFirst().run("command -v kubeadm; true")).isEmpty();

        Done again = place.kprov("up", "-p", "the-hard-way");
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err()).contains("18 already so").doesNotContain(" changed ");

        hosts.get(0).run("systemctl stop kube-controller-manager");
        Done mended = place.kprov("up", "-p", "the-hard-way");
        assertThat(mended.exitCode()).as(mended.all()).isZero();
        assertThat(hosts.get(0).run("systemctl is-active kube-controller-manager"))
                .isEqualTo("active");

        Done down = place.kprov("down", "-p", "the-hard-way", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        for (int i = 0; i < hosts.size(); i++) {
            assertThat(hosts.get(i).changedSince(before.get(i)))
                    .as(hosts.get(i).name())
                    .noneMatch(
                            line -> line.contains("kubernetes") || line.contains("cni") || line.contains("containerd"));
        }
        Done gone = place.kprov("down", "-p", "the-hard-way", "--yes");
        assertThat(gone.err()).contains("nothing of cluster lab is there");
    }

    @Test
    void nodes_that_are_only_played_make_a_cluster_like_any_other() {
        Workplace place = kwok();

        Done up = place.kprov("up", "-p", "kwok");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.err()).contains("3 nodes, as expected", "cluster kwok works: all 10 checks passed");
        assertThat(folder.resolve(".kwok")).doesNotExist();
        assertThat(folder.resolve(".kube/config")).doesNotExist();

        Done again = place.kprov("up", "-p", "kwok");
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err()).contains("2 already so").doesNotContain(" changed ");

        shipped("kwok", programs(), Map.of("NODES", "\"5\""));
        place.profile("kwok", place.read("profiles/kwok.yaml") + "timeouts: {verify: 10s}\n");
        Done more = place.kprov("up", "-p", "kwok");
        assertThat(more.exitCode()).as("the profile expects three").isEqualTo(1);
        assertThat(more.err()).contains("5 nodes");

        Done down = place.kprov("down", "-p", "kwok", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(place.kprov("down", "-p", "kwok", "--yes").err()).contains("nothing of cluster kwok is there");
        assertThat(folder.resolve(".kprov/clusters/kwok/kubeconfig")).doesNotExist();
    }

    @Test
    void after_kill_9_in_the_middle_up_makes_it_and_down_removes_it() throws IOException, InterruptedException {
        Workplace place = kwok();
        Process killed = place.start("up", "-p", "kwok");
        Await.until("kwokctl", () -> place.read("stderr").contains("Create the cluster"));
        KindMachine.kill(killed);

        Done up = place.kprov("up", "-p", "kwok");
        assertThat(up.exitCode()).as(up.all()).isZero();

        Done down = place.kprov("down", "-p", "kwok", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
    }

    @Test
    void a_secret_reaches_scripts_and_nothing_else() {
        Workplace place = new Workplace(folder).with("THE_TOKEN", "canary-4711").profile("own", """
                apiVersion: kprov/v1
                installer: script
                name: own
                script:
                  runs: controller
                  secrets: {TOKEN: "${ENV:THE_TOKEN}"}
                  up:
                    - {name: use, run: 'echo "it is $TOKEN"; [ "${#TOKEN}" = 11 ] && capture ANOTHER "more-$TOKEN"', captures: [ANOTHER]}
                    - {name: tell, run: 'echo "$ANOTHER" >&2; echo "the builder fell over" >&2; exit 3'}
                """);

        Done plan = place.kprov("plan", "-p", "own", "-v");
        Done up = place.kprov("up", "-p", "own", "-v");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err())
                .contains("it is ***", "Tell on localhost: failed with exit status 3", "the builder fell over");
        assertThat(plan.all() + up.all() + place.kept()).doesNotContain("canary-4711");
        Done without = new Workplace(folder).kprov("up", "-p", "own");
        assertThat(without.exitCode()).as(without.all()).isEqualTo(3);
        assertThat(without.err()).contains("the environment variable THE_TOKEN is not set");
    }

    private Workplace kwok() {
        shipped("kwok", programs(), Map.of());
        Path tools = Path.of(lab.get("kwokctl.binary")).getParent();
        return new Workplace(folder).with("PATH", tools + ":" + System.getenv("PATH"));
    }

    private Map<String, String> programs() {
        String binaries = lab.get("kubernetes.binaries");
        return Map.of(
                "KWOK_ETCD_BINARY", binaries + "/etcd",
                "KWOK_KUBE_APISERVER_BINARY", binaries + "/kube-apiserver",
                "KWOK_KUBE_CONTROLLER_MANAGER_BINARY", binaries + "/kube-controller-manager",
                "KWOK_KUBE_SCHEDULER_BINARY", binaries + "/kube-scheduler",
                "KWOK_CONTROLLER_BINARY", lab.get("kwok.binary"));
    }

    /// Copies a shipped profile with its files, and changes variables of its environment.
    private void shipped(String name, Map<String, String> first, Map<String, String> more) {
        try {
            Path profiles =
                    Files.createDirectories(folder.resolve("profiles/" + name)).getParent();
            try (Stream<Path> files = Files.list(Path.of("profiles", name))) {
                for (Path file : files.toList()) {
                    Path copy = profiles.resolve(name).resolve(file.getFileName());
                    Files.writeString(copy, Files.readString(file));
                }
            }
            String text = Files.readString(Path.of("profiles", name + ".yaml"));
            for (Map<String, String> changes : List.of(first, more)) {
                for (Map.Entry<String, String> change : changes.entrySet()) {
                    String line = "(?m)^(    " + change.getKey() + ": ).*$";
                    assertThat(text).containsPattern(line);
                    text = text.replaceFirst(line, "$1" + Matcher.quoteReplacement(change.getValue()));
                }
            }
            Files.writeString(profiles.resolve(name + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
