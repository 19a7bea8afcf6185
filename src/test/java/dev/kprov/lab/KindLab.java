package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real clusters of kind's, from `up` to `down`, and what becomes of them when something is wrong.
@LabOfPrograms
class KindLab {
    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private final KindMachine machine = new KindMachine(lab);
    private Workplace place = new Workplace(Path.of("."));

    @BeforeEach
    void start() throws IOException {
        place = machine.workplace(folder);
    }

    @AfterEach
    void stop() {
        List.of("one", "two", "lab").forEach(machine::remove);
    }

    @Test
    void a_cluster_of_three_nodes_lives_from_up_to_down() throws IOException {
        profile("lab", "  nodes: {workers: 2}\n  loadImages: [\"" + lab.get("tiny.image") + "\"]\n");

        Done up = place.kprov("up", "-p", "kind");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.err())
                .contains("waiting for kind: Preparing nodes", "waiting for kind: Joining worker nodes")
                .contains("cluster lab works: all 18 checks passed");
        Path kubeconfig = folder.resolve(".kprov/clusters/lab/kubeconfig");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve(".kube")).doesNotExist();
        assertThat(machine.sh("docker exec lab-worker2 crictl images")).contains("kprov-lab/tiny");
        assertThat(place.read(".kprov/runs/" + run() + "/localhost.log")).contains("Starting control-plane");

        Done again = place.kprov("up", "-p", "kind");
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err()).contains("unchanged").doesNotContain(" changed ");

        // Only one: the lab's image, unlike kind's own, does not bear another address after a restart.
        machine.sh("docker stop lab-worker2");
        Done woken = place.kprov("up", "-p", "kind");
        assertThat(woken.exitCode()).as(woken.all()).isZero();
        assertThat(place.kprov("status", "-p", "kind").exitCode()).isZero();

        profile("lab", "  nodes: {workers: 1}\n");
        Done different = place.kprov("up", "-p", "kind");
        assertThat(different.exitCode()).as(different.all()).isEqualTo(3);
        assertThat(different.err()).contains("nodes[2].role is worker, and the profile wants none", "--recreate");

        Done anew = place.kprov("up", "-p", "kind", "--recreate", "--yes");
        assertThat(anew.exitCode()).as(anew.all()).isZero();
        assertThat(machine.nodes("lab")).hasSize(2);

        Done down = place.kprov("down", "-p", "kind", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(machine.nodes("lab")).isEmpty();
        assertThat(machine.sh("docker volume ls -q")).doesNotContain("kprov-kind-lab");
        assertThat(kubeconfig).doesNotExist();
        assertThat(place.kprov("down", "-p", "kind", "--yes").exitCode()).isZero();
    }

    /// The network that the image brings along is as good as any other, once it is a manifest of the user's.
    @Test
    void a_network_of_ones_own_is_applied_once() throws IOException {
        String manifest = machine.sh("docker run --rm --entrypoint cat " + lab.get("kind.node.image")
                        + " /kind/manifests/default-cni.yaml")
                .replace("{{ .PodSubnet }}", "10.244.0.0/16")
                // As kind adds it where it applies the manifest itself.
                .replace(
                        "        env:\n",
                        "        env:\n        - {name: CONTROL_PLANE_ENDPOINT, value: \"lab-control-plane:6443\"}\n");
        Files.writeString(folder.resolve("net.yaml"), manifest);
        profile("lab", "", """
            network: {plugin: manifest, manifest: ../net.yaml}
            images: {mirrors: {docker.io: ["http://192.0.2.1:5000"]}}
            """);

        Done up = place.kprov("up", "-p", "kind");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(machine.sh("docker exec lab-control-plane cat /etc/containerd/certs.d/docker.io/hosts.toml"))
                .contains("http://192.0.2.1:5000");
        Done again = place.kprov("up", "-p", "kind");
        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(again.err())
                .contains("Apply the network plugin        unchanged")
                .doesNotContain(" changed ");
    }

    @Test
    void two_clusters_at_once_do_not_disturb_each_other() throws IOException, InterruptedException {
        profile("${RUN_ID}", "");
        Workplace other = machine.workplace(Files.createDirectories(folder.resolve("other")))
                .with("KPROV_RUN_ID", "two");

        Process first = place.start("up", "-p", "kind", "--run-id", "one");
        Process second =
                other.start("up", "-p", folder.resolve("profiles/kind.yaml").toString());

        Done one = place.kprov(first);
        Done two = other.kprov(second);
        assertThat(one.exitCode()).as(one.all()).isZero();
        assertThat(two.exitCode()).as(two.all()).isZero();
        assertThat(place.kprov("down", "-p", "kind", "--run-id", "one", "-y").exitCode())
                .isZero();
        assertThat(machine.nodes("one")).isEmpty();
        assertThat(machine.nodes("two")).hasSize(1);
        Done unnamed = place.kprov("verify", "-p", "kind");
        assertThat(unnamed.exitCode()).isEqualTo(2);
        assertThat(unnamed.err()).contains("add --run-id ID");
    }

    @Test
    void what_kind_calls_a_success_is_not_one_without_a_network() throws IOException {
        profile("lab", "", "network: {plugin: none}\ntimeouts: {verify: 20s}\n");

        Done up = place.kprov("up", "-p", "kind");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(1);
        assertThat(up.err()).contains("Create the cluster").contains("node lab-control-plane is not Ready");
        assertThat(machine.nodes("lab")).as("it is there to be looked at").hasSize(1);
    }

    @Test
    void an_image_that_is_no_node_leaves_logs_and_no_containers() throws IOException {
        place.profile("kind", """
            apiVersion: kprov/v1
            installer: kind
            name: lab
            kind: {nodeImage: "%s"}
            """.formatted(lab.get("tiny.image")));

        Done up = place.kprov("up", "-p", "kind");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(machine.nodes("lab")).isEmpty();
        assertThat(machine.sh("docker volume ls -q")).doesNotContain("kprov-kind-lab");
    }

    @Test
    void an_image_that_nobody_has_is_told() throws IOException {
        place.profile("kind", """
            apiVersion: kprov/v1
            installer: kind
            name: lab
            kind: {nodeImage: "127.0.0.1:9/nobody/node:v1"}
            """);

        Done up = place.kprov("up", "-p", "kind");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err()).contains("the node image 127.0.0.1:9/nobody/node:v1 cannot be had");
    }

    @Test
    void a_kubelet_that_does_not_start_is_explained_from_logs_that_are_kept() throws IOException {
        profile(
                "lab",
                "  kubeadmConfigPatches: [\"kind: KubeletConfiguration\\nmaxPods: -1\","
                        + " \"kind: InitConfiguration\\ntimeouts: {kubeletHealthCheck: 5s}\"]\n");

        Done up = place.kprov("up", "-p", "kind");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err()).contains("the control plane did not start", "max-pods");
        assertThat(machine.nodes("lab")).as("onFailure: remove").isEmpty();
        assertThat(folder.resolve(".kprov/runs/" + run() + "/kind/lab-control-plane/kubelet.log"))
                .isNotEmptyFile();
    }

    @Test
    void a_full_disk_is_told() {
        machine.sh("docker volume create --driver local --opt type=tmpfs --opt device=tmpfs --opt o=size=4k lab-full");
        // The volume is mounted as long as somebody has it.
        machine.sh("docker run -d --name lab-full -v lab-full:/full " + lab.get("tiny.image") + " sleep 600");
        try {
            String full = machine.sh("docker volume inspect -f '{{.Mountpoint}}' lab-full")
                    .strip();
            profile("lab", "  mounts: [{hostPath: \"" + full + "\", containerPath: /var/lib/kubelet}]\n");

            Done up = place.kprov("up", "-p", "kind");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
            assertThat(up.err()).contains("the disk is full");
        } finally {
            machine.sh("docker rm -f lab-full; docker volume rm lab-full");
        }
    }

    @Test
    void without_an_engine_nothing_begins() throws IOException {
        profile("lab", "");
        place.with("DOCKER_HOST", "unix:///nowhere/docker.sock");

        Done up = place.kprov("up", "-p", "kind");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
        assertThat(up.err()).contains("docker cannot be used", "/nowhere/docker.sock", "sudo systemctl start docker");
    }

    @Test
    void without_kind_it_is_told_how_to_install_it() throws IOException {
        profile("lab", "");
        Files.delete(folder.resolve("bin/kind"));

        Done up = place.kprov("up", "-p", "kind");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
        assertThat(up.err()).contains("kind is not installed", "go install sigs.k8s.io/kind@");
    }

    @Test
    void a_port_that_is_taken_is_told_before_anything_begins() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            profile("lab", "  apiServerPort: " + taken.getLocalPort() + "\n");

            Done up = place.kprov("up", "-p", "kind");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
            assertThat(up.err()).contains("port " + taken.getLocalPort() + " of this machine is taken");
            assertThat(machine.nodes("lab")).isEmpty();
        }
    }

    @Test
    void a_cluster_of_somebody_else_is_left_alone() throws IOException {
        profile("lab", "");
        machine.sh("docker run -d --name lab-control-plane --label io.x-k8s.kind.cluster=lab --label"
                + " io.x-k8s.kind.role=control-plane " + lab.get("tiny.image") + " sleep 600");

        for (String verb : List.of("up", "down")) {
            Done done = place.kprov(verb, "-p", "kind", "--yes");
            assertThat(done.exitCode()).as(done.all()).isEqualTo(3);
            assertThat(done.err()).contains("a kind cluster lab that kprov has not made");
        }
        assertThat(machine.nodes("lab")).hasSize(1);
    }

    @Test
    void after_kill_9_in_the_middle_up_makes_it_anew_and_down_removes_it() throws IOException, InterruptedException {
        profile("lab", "");
        kill("Starting control-plane");
        Await.until(
                "the end of kind",
                () -> machine.sh("pgrep -af 'kind create cluster --name lab' | grep -v pgrep; true")
                        .isBlank());
        assertThat(machine.nodes("lab")).hasSize(1);

        Done up = place.kprov("up", "-p", "kind");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(place.kprov("down", "-p", "kind", "--yes").exitCode()).isZero();

        kill("Preparing nodes");
        Done down = place.kprov("down", "-p", "kind", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(machine.nodes("lab")).isEmpty();
    }

    private void kill(String when) throws InterruptedException {
        Process up = place.start("up", "-p", "kind");
        Await.until(when, () -> place.read("stderr").contains(when));
        KindMachine.kill(up);
    }

    private void profile(String name, String kind) {
        profile(name, kind, "");
    }

    private void profile(String name, String kind, String more) {
        place.profile("kind", machine.profile(name, kind, more));
    }

    private String run() throws IOException {
        try (var runs = Files.list(folder.resolve(".kprov/runs"))) {
            return String.valueOf(runs.sorted().toList().getLast().getFileName());
        }
    }
}
