package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
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

/// What goes wrong, mostly before anything is changed: each is told with its exit code, its reason and what to do.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalLab {
    private static final String OTHER_KEY = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start() {
        hosts = LabHost.start(
                lab,
                Map.of(
                        "cp-1", Kind.WITH_CONTAINERD,
                        "worker-1", Kind.WITH_CONTAINERD,
                        "worker-2", Kind.BARE));
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @BeforeEach
    void good() {
        place = new Workplace(folder).profile(lab.profile());
    }

    /// The next test finds the host as it was, whatever this one did.
    @AfterEach
    void clean() {
        if (hosts.get(0).exec("test -e /var/lib/kprov/files").getExitCode() == 0) {
            Done down = place.profile(lab.profile()).inventory(cp()).kprov("down", "--profile", "kubeadm", "--yes");
            assertThat(down.exitCode()).as(down.all()).isZero();
        }
    }

    @Test
    void a_host_that_is_down_and_the_others_are_left_alone() {
        String entry = hosts.get(2).entry("worker", Login.ROOT);
        hosts.get(2).unplug();

        Done up = place.inventory(cp(), entry).kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err()).contains("worker-2", "error:", "why:", "fix:");
        assertUntouched(hosts.get(0));
        hosts.get(2).restart();
    }

    @Test
    void a_closed_port() {
        Done up = place.inventory(cp(), worker().replace("ssh: {", "ssh: {port: 2222, "))
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err()).contains("worker-1", "2222", "refused");
    }

    @Test
    void a_wrong_key() throws IOException, InterruptedException {
        Path key = folder.resolve("other_key");
        Files.deleteIfExists(key);
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start()
                        .waitFor())
                .isZero();

        Done up = place.inventory(cp(), worker().replace(lab.get("ssh.key"), key.toString()))
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err()).contains("worker-1", key.toString());
    }

    @Test
    void an_unknown_host_key_is_refused_with_its_fingerprint() {
        String entry = worker().replace(", hostKey: \"" + hosts.get(1).hostKey() + "\"", "");

        Done up = place.inventory(cp(), entry).kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err()).contains("worker-1", hosts.get(1).hostKey(), "hostKey");
    }

    @Test
    void a_changed_host_key_is_refused() {
        Done up = place.inventory(cp(), hosts.get(1).entry("worker", Login.ROOT, OTHER_KEY))
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err()).contains("worker-1", OTHER_KEY);
    }

    @Test
    void a_wrong_sudo_password_on_one_of_three_hosts_is_tried_once() throws IOException {
        Path password = Files.writeString(folder.resolve("wrong-password"), "not-it\n");
        String entry =
                hosts.get(1).entry("worker", Login.OPS).replace(lab.get("ops.password.file"), password.toString());
        Done up = place.inventory(cp(), entry, hosts.get(2).entry("worker", Login.DEPLOY))
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err())
                .containsOnlyOnce("error: wrong sudo password for ops on worker-1")
                .contains("nothing was changed on any host");
        assertThat(hosts.get(1)
                        .run("journalctl -o cat | grep -cF 'pam_unix(sudo:auth): authentication failure' || true"))
                .isEqualTo("1");
        assertUntouched(hosts.get(0));
        assertUntouched(hosts.get(2));
    }

    @Test
    void a_login_without_sudo() {
        hosts.get(1)
                .run(
                        "id plain 2>/dev/null || useradd -m -s /bin/bash plain; install -d -o plain -m 700 /home/plain/.ssh; "
                                + "cp /root/.ssh/authorized_keys /home/plain/.ssh/; chown plain /home/plain/.ssh/authorized_keys");

        Done up = place.inventory(
                        cp(), hosts.get(1).entry("worker", Login.DEPLOY).replace("user: deploy", "user: plain"))
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(4);
        assertThat(up.err()).contains("plain", "sudo", "worker-1");
    }

    @Test
    void cgroup_v1_is_told_before_the_kubelet_refuses_it() {
        if (hosts.get(0).run("stat -fc %T /sys/fs/cgroup").equals("cgroup2fs")) {
            return;
        }
        Done up = place.profile(lab.profile().replace("failCgroupV1: false", "failSwapOn: true"))
                .inventory(cp())
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
        assertThat(up.err()).contains("cgroup v1", "failCgroupV1: false");
        assertUntouched(hosts.get(0));
    }

    @Test
    void a_taken_port_names_the_program() {
        hosts.get(0).run("mkdir -p /run/sshd; systemd-run --unit taken /usr/sbin/sshd -D -p 6443");
        hosts.get(0).run("timeout 20 bash -c 'until ss -Hltn sport = :6443 | grep -q .; do sleep 0.1; done'");
        try {
            Done up = place.inventory(cp(), worker()).kprov("up", "--profile", "kubeadm");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
            assertThat(up.err()).contains("port 6443 on cp-1 is taken by sshd");
            assertUntouched(hosts.get(0));
        } finally {
            hosts.get(0).run("systemctl stop taken");
        }
    }

    @Test
    void a_network_of_pods_that_a_host_stands_in() {
        hosts.get(1).run("ip address add 10.244.9.1/24 dev eth0");
        try {
            Done up = place.inventory(cp(), worker()).kprov("up", "--profile", "kubeadm");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
            assertThat(up.err())
                    .contains("10.244.0.0/16 overlaps 10.244.9.0/24, a network of eth0 on worker-1", "kubeadm.yaml:");
            assertUntouched(hosts.get(1));
        } finally {
            hosts.get(1).run("ip address del 10.244.9.1/24 dev eth0");
        }
    }

    @Test
    void two_names_for_one_machine() {
        String twin = worker().replace("name: worker-1", "name: worker-9")
                .replace(hosts.get(1).address(), hosts.get(1).address());

        Done up = place.inventory(cp(), worker(), twin).kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
        assertThat(up.err()).contains("hosts[2].address", hosts.get(1).address(), "inventory.yaml:");
    }

    @Test
    void two_hosts_with_one_name() {
        Done up = place.inventory(cp(), worker(), worker().replace(hosts.get(1).address(), "172.30.0.99"))
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
        assertThat(up.err()).contains("inventory.yaml:", "worker-1");
    }

    @Test
    void a_full_disk() {
        hosts.get(1).run("mount -t tmpfs -o size=64m tmpfs /var/lib/kubelet");
        try {
            Done up = place.inventory(cp(), worker()).kprov("up", "--profile", "kubeadm");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
            assertThat(up.err()).contains("/var/lib/kubelet on worker-1", "MB left");
            assertUntouched(hosts.get(1));
        } finally {
            hosts.get(1).run("umount /var/lib/kubelet");
        }
    }

    @Test
    void swap_that_is_on() {
        List<String> before = hosts.get(1).inventory();
        // The machine's swap is not this host's alone: what tells of it is covered, not the swap switched on.
        hosts.get(1)
                .run("printf 'Filename Type Size Used Priority\\n/dev/sda2 partition 1048572 0 -2\\n' >/root/swaps; "
                        + "mount --bind /root/swaps /proc/swaps");
        try {
            Done up = place.inventory(cp(), worker()).kprov("up", "--profile", "kubeadm");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(3);
            assertThat(up.err())
                    .contains("swap is on at worker-1: /dev/sda2", "swapoff -a", "/etc/fstab", "failSwapOn: false");
            assertThat(hosts.get(1).changedSince(before)).isEmpty();
            assertUntouched(hosts.get(0));
        } finally {
            hosts.get(1).run("umount /proc/swaps");
        }
    }

    @Test
    void a_disk_that_becomes_full_while_images_are_pulled() throws IOException {
        // Large enough for what kprov asks before it begins.
        hosts.get(0)
                .run("systemctl stop containerd; mount -t tmpfs -o size=1100m tmpfs /var/lib/containerd; "
                        + "systemctl start containerd");
        try {
            Process process = place.inventory(cp()).start("up", "--profile", "kubeadm");
            hosts.get(0)
                    .run("timeout 120 bash -c 'until [ -e /var/lib/kprov/files ]; do sleep 0.05; done'; "
                            + "fallocate -l 1080m /var/lib/containerd/filled");

            Done up = place.kprov(process);

            assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
            assertThat(up.err()).contains("the disk is full (cp-1)", "/var/lib/containerd", "df -h");
            assertThat(place.kept()).contains("no space left on device", "===== disk");
        } finally {
            hosts.get(0)
                    .run(
                            "systemctl stop kubelet containerd; umount -l /var/lib/containerd; systemctl start containerd");
        }
    }

    @Test
    void a_mirror_that_is_down() {
        Done up = place.profile(lab.profile().replace("/kubernetes/core:", ":81/kubernetes/core:"))
                .inventory(cp())
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err()).contains("the package source cannot be reached (cp-1)", ":81", "fix:");
    }

    @Test
    void a_version_that_does_not_exist() {
        Done up = place.profile(lab.profile().replace("version: 1.36.4", "version: 1.36.99"))
                .inventory(cp())
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err()).contains("1.36.99", "kubernetes.version");
    }

    @Test
    void an_image_that_the_mirror_lacks() {
        Done up = place.profile(lab.profile()
                        .replace(
                                "kubeadm:\n", "kubeadm:\n  clusterConfiguration: {etcd: {local: {imageTag: 9.9.9}}}\n"))
                .inventory(cp())
                .kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
        assertThat(up.err())
                .contains(
                        "cannot pull the image registry.k8s.io/etcd:9.9.9",
                        "no mirror of images.mirrors has the image");
    }

    @Test
    void ctrl_c_during_init_leaves_no_process_of_kprov_behind() throws IOException, InterruptedException {
        Process process = place.inventory(cp()).start("up", "--profile", "kubeadm");
        hosts.get(0).run("timeout 120 bash -c 'until pgrep -x kubeadm >/dev/null; do sleep 0.1; done'");
        process.toHandle().destroy();

        Done up = place.kprov(process);

        assertThat(up.exitCode()).as(up.all()).isEqualTo(130);
        hosts.get(0)
                .run(
                        "timeout 20 bash -c 'while pgrep -f /run/[k]prov >/dev/null || pgrep -x kubeadm >/dev/null; do sleep 0.2; done'");
        assertThat(hosts.get(0).run("ls -d /run/kprov.* /run/kprov/* /var/lib/kprov/steps/* 2>/dev/null | wc -l"))
                .isEqualTo("0");
        assertThat(place.kept()).contains("\"exit\" : \"INTERRUPTED\"");
    }

    @Test
    void joins_that_fail_keep_nobody_waiting_and_cost_the_others_nothing() {
        // What an earlier join left is cleared away, unless it cannot be.
        String left = "/etc/kubernetes/pki/ca.crt";
        hosts.get(1).run("install -D /dev/null %s && mount --bind %s %s".formatted(left, left, left));
        try {
            Done up = place.inventory(cp(), worker()).kprov("up", "--profile", "kubeadm");

            assertThat(up.exitCode()).as(up.all()).isEqualTo(5);
            assertThat(up.err()).contains("an earlier attempt left something behind (worker-1)", "ca.crt");
            assertThat(up.all()).containsPattern("Admit pods to new nodes +unchanged +2[0-9]s");
            hosts.get(0).run("kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system get deployment coredns");
        } finally {
            hosts.get(1).run("umount " + left);
        }
        Done down = place.kprov("down", "--profile", "kubeadm", "--yes");
        assertThat(down.exitCode()).as(down.all()).isZero();
    }

    private static void assertUntouched(LabHost host) {
        assertThat(host.run("ls /etc/kubernetes /var/lib/kprov/files /etc/sysctl.d/90-kprov.conf 2>/dev/null"
                        + " | grep -v manifests; true"))
                .isEmpty();
    }

    private String cp() {
        return hosts.get(0).entry("control-plane", Login.ROOT);
    }

    private String worker() {
        return hosts.get(1).entry("worker", Login.ROOT);
    }
}
