package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A real kops: with a cloud that moto plays, and without any, where a real kube-apiserver has the authority that
/// kops made. No machine is ever made.
@LabOfPrograms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KopsLab {
    private static final String ADDRESS = "127.0.0.9";
    private static final String OWN = """
        apiVersion: v1
        kind: Config
        current-context: mine
        contexts: [{name: mine, context: {cluster: mine, user: me}}]
        clusters: [{name: mine, cluster: {server: https://192.0.2.1}}]
        users: [{name: me, user: {}}]
        """;

    private final LabSettings lab = LabSettings.load();

    private Path folder = Path.of(".");

    private KopsMachine machine;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        folder = shared;
        machine = new KopsMachine(lab, Files.createDirectories(folder.resolve("machine")));
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    @Test
    void a_cluster_without_a_cloud_is_believed_only_when_kops_and_the_checks_find_it_well() throws IOException {
        Path home = Files.createDirectories(folder.resolve("metal"));
        Workplace place = machine.place(home);
        Path own = Files.createDirectories(home.resolve(".kube")).resolve("config");
        Files.writeString(own, OWN);
        int port = KopsMachine.freePort();
        Path store = home.resolve("store");
        metal(place, store, port);

        Done alone = place.kprov("up", "-p", "kops");
        assertThat(alone.exitCode()).as(alone.all()).isEqualTo(1);
        assertThat(alone.err()).contains("tasks are done", "the cluster is not as kops wants it", "connection refused");

        machine.api(store, "lab.k8s.local", ADDRESS, port);
        machine.node("cp-1", "control-plane", true, "192.0.2.11");
        machine.node("w-1", "node", true, "192.0.2.12");
        Done up = place.kprov("up", "-p", "kops");
        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(up.err())
                .contains("etcd-manager-main on cp-1", "cluster lab works: all 11 checks passed")
                .doesNotContain(" changed ");

        upgraded(place, store);

        machine.node("w-1", "node", false, "192.0.2.12");
        Done unready = place.kprov("up", "-p", "kops");
        assertThat(unready.exitCode()).as(unready.all()).isEqualTo(1);
        assertThat(unready.err())
                .contains("waiting for kops: Node w-1: node \"w-1\" of role \"node\" is not ready")
                .contains("node w-1 is not Ready");
        assertThat(place.kept()).contains("\"failures\":[{\"type\":\"Node\",\"name\":\"w-1\"");

        machine.deleteNode("w-1");
        machine.node("cp-1", "control-plane", true, "192.0.2.11");
        Done missing = place.kprov("up", "-p", "kops");
        assertThat(missing.exitCode())
                .as("kops counts no machines without a cloud")
                .isEqualTo(1);
        assertThat(missing.err()).contains("✗ There are as many nodes as expected");

        down(place);
        assertThat(store.resolve("lab.k8s.local/config")).doesNotExist();
        assertThat(own).as("kops switches contexts").hasContent(OWN);
        assertThat(place.kprov("down", "-p", "kops", "--yes", "lab.k8s.local").err())
                .contains("nothing of cluster lab is there");
    }

    /// To a version that kops knows, with its own order of things; there are no machines that it could make anew.
    private void upgraded(Workplace place, Path store) throws IOException {
        place.profile("kops", place.read("profiles/kops.yaml").replace("1.36.0", "1.36.1"));
        Done up = place.kprov("up", "-p", "kops");
        assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
        assertThat(up.err()).contains("has Kubernetes 1.36.0, and the profile wants 1.36.1", "kprov upgrade");
        assertThat(place.kprov("plan", "-p", "kops", "--upgrade").out())
                .contains("Kubernetes 1.36.0 to 1.36.1, one machine after the other");
        machine.node("cp-1", "control-plane", true, "192.0.2.11");
        machine.node("w-1", "node", true, "192.0.2.12");
        Done upgrade = place.kprov("upgrade", "-p", "kops");
        assertThat(upgrade.exitCode()).as(upgrade.all()).isZero();
        assertThat(upgrade.err())
                .contains("waiting for kops: Performing rolling-update for control plane", "all 11 checks passed");
        assertThat(store.resolve("lab.k8s.local/config")).content().contains("kubernetesVersion: 1.36.1");
    }

    @Test
    void a_cluster_in_a_cloud_is_made_told_honestly_and_removed() throws IOException {
        Workplace place = machine.place(Files.createDirectories(folder.resolve("aws")));
        aws(place, "60s");
        Done bare = place.kprov("up", "-p", "kops");
        assertThat(bare.exitCode()).as(bare.all()).isEqualTo(3);
        assertThat(bare.err()).contains("there are no credentials for aws", "AWS_PROFILE");

        place.with("AWS_ACCESS_KEY_ID", "lab").with("AWS_SECRET_ACCESS_KEY", "canary-4711");
        machine.awaitCloud();
        silent(place);

        aws(place, "60s");
        leaveBehind(place);
        Done up = place.kprov("up", "-p", "kops");
        assertThat(up.exitCode()).as(up.all()).isEqualTo(1);
        assertThat(up.err())
                .contains("Make the cloud's part", "the cluster is not as kops wants it")
                .contains("✗ The API server is ready");
        assertThat(machine.holdings()).contains("vpc-", "nodes.lab.k8s.local", "lab.k8s.local/config");
        assertThat(place.kept() + up.all()).doesNotContain("canary-4711");

        Done again = place.kprov("plan", "-p", "kops");
        assertThat(again.out()).contains("kops would change nothing", "3 are already so");
        Done larger = place.profile("kops", place.read("profiles/kops.yaml").replace("count: 2,", "count: 3,"))
                .kprov("plan", "-p", "kops");
        assertThat(larger.out()).contains("nodes-us-east-1a.spec.maxSize is 2, and the profile wants 3");
        Done other = place.profile("kops", place.read("profiles/kops.yaml").replace("cilium", "kindnet"))
                .kprov("up", "-p", "kops");
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err()).contains("the network is cilium, and the profile wants kindnet");

        aws(place, "60s");
        assertThat(place.kprov("down", "-p", "kops", "--yes").exitCode()).isEqualTo(2);
        down(place);
        assertThat(machine.holdings()).isEmpty();
        Done gone = place.kprov("down", "-p", "kops", "--yes", "lab.k8s.local");
        assertThat(gone.exitCode()).isZero();
        assertThat(gone.err()).contains("nothing of cluster lab is there");
    }

    /// kops tries again for six minutes.
    private void silent(Workplace place) {
        aws(place, "3s");
        KopsMachine.cloud(place, "http://127.0.0.1:" + KopsMachine.freePort());
        Instant began = Instant.now();
        Done done = place.kprov("up", "-p", "kops");
        assertThat(done.exitCode()).as(done.all()).isEqualTo(4);
        assertThat(done.err()).contains("the cloud does not answer", "was stopped after 3 s");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
        KopsMachine.cloud(place, machine.endpoint());
    }

    /// As a `kops create` that failed in the middle does it: the Cluster is in the store, its groups are not.
    private void leaveBehind(Workplace place) {
        Done done = place.through("sh", "-c", """
                kops create cluster --state=s3://%1$s --name=lab.k8s.local --cloud=aws --zones=us-east-1a \\
                  --control-plane-size=t3.medium --node-size=t3.medium --node-count=2 --networking=cilium --dns=none \\
                  --kubernetes-version=1.36.0 --channel=%2$s --dry-run --output=yaml 2>said | sed '/^---/,$d' > cluster.yaml
                KUBECONFIG=$PWD/none kops create --state=s3://%1$s --filename=cluster.yaml 2>> said
                """.formatted(KopsMachine.BUCKET, machine.channel()))
                .kprov("version");
        place.through();
        assertThat(done.exitCode()).as(place.read("said")).isZero();
    }

    private static void down(Workplace place) {
        Done down = place.kprov("down", "-p", "kops", "--yes", "lab.k8s.local");
        assertThat(down.exitCode()).as(down.all()).isZero();
        assertThat(place.folder().resolve(".kprov/clusters/lab/kops")).doesNotExist();
        assertThat(place.folder().resolve(".kprov/clusters/lab/kubeconfig")).doesNotExist();
    }

    private void metal(Workplace place, Path store, int port) {
        place.profile("kops", """
            apiVersion: kprov/v1
            installer: kops
            name: lab
            kubernetes: {version: 1.36.0}
            kops:
              cloud: metal
              stateStore: file://%s
              zones: [main]
              networking: cni
              channel: %s
              featureFlags: [Metal, -ImageDigest]
              set: ["spec.api.publicName=%s:%d"]
              validation: {timeout: 2s, interval: 1s}
              cloudTimeout: 20s
              expect: {dns: none, kubeletVersion: false}
            timeouts: {verify: 4s}
            """.formatted(store, machine.channel(), ADDRESS, port));
    }

    private void aws(Workplace place, String cloudTimeout) {
        place.profile("kops", """
            apiVersion: kprov/v1
            installer: kops
            name: lab
            kubernetes: {version: 1.36.0}
            kops:
              cloud: aws
              stateStore: s3://%s
              zones: [us-east-1a]
              controlPlanes: {size: t3.medium}
              workers: {count: 2, size: t3.medium}
              networking: cilium
              channel: %s
              validation: {timeout: 2s, interval: 1s}
              cloudTimeout: %s
            timeouts: {verify: 2s}
            """.formatted(KopsMachine.BUCKET, machine.channel(), cloudTimeout));
    }
}
