package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The life of one real cluster, from the first plan to `down`: hosts of both kinds, all three ways to log in.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterLab {
    private final LabSettings lab = LabSettings.load();

    private Path folder = Path.of(".");

    private List<LabHost> hosts = List.of();
    private List<List<String>> before = List.of();
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start(@TempDir Path place) {
        folder = place;
        hosts = LabHost.start(
                lab,
                Map.of(
                        "cp-1", Kind.WITH_CONTAINERD,
                        "worker-1", Kind.BARE,
                        "worker-2", Kind.WITH_CONTAINERD,
                        "worker-3", Kind.WITH_CONTAINERD));
        hosts.get(0)
                .run(
                        "cd /etc/apt/sources.list.d && printf '# ours\\r\\n#deb http://192.0.2.1/ ./' >kubernetes.list && "
                                + "chown nobody:adm kubernetes.list && chmod 0640 kubernetes.list /etc/containerd/config.toml && "
                                + "install -D -m 0600 /dev/stdin /etc/containerd/certs.d/ghcr.io/hosts.toml <<<'server = \"https://ghcr.io\" # ours'");
        hosts.get(1)
                .run("echo '# ours' >/root/ours.list; ln -s /root/ours.list /etc/apt/sources.list.d/kubernetes.list; "
                        + "install -D -m 0644 /root/ours.list /etc/sysctl.d/90-kprov.conf; "
                        + "install -D -m 0640 /root/ours.list /etc/apt/keyrings/kubernetes-apt-keyring.asc");
        before = hosts.stream().map(LabHost::inventory).toList();
        this.place = new Workplace(folder).inventory(cp(), bare(), second()).profile(lab.profile());
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
    }

    @Test
    @Order(1)
    void nothing_that_a_host_sends_leaves_the_machine() {
        // 192.0.2.0/24 is nobody's (RFC 5737); the mirror answers, so the network works.
        assertThat(hosts.get(0)
                        .exec("timeout 3 bash -c '</dev/tcp/192.0.2.1/80'")
                        .getExitCode())
                .isNotZero();
        assertThat(hosts.get(0)
                        .exec("timeout 3 bash -c '</dev/tcp/%s/80'".formatted(lab.get("mirror.address")))
                        .getExitCode())
                .isZero();
    }

    @Test
    @Order(2)
    void a_plan_shows_what_would_change_and_changes_nothing() {
        Done plan = place.kprov("plan", "--profile", "kubeadm");

        assertThat(plan.exitCode()).as(plan.all()).isZero();
        assertThat(plan.out()).contains("worker-1", "kubeadm join", "containerd");
        assertThat(hosts.get(1).exec("test -e /var/lib/kprov").getExitCode()).isNotZero();
        hosts.forEach(host -> assertThat(changes(host)).as(host.name()).isEmpty());
    }

    @Test
    @Order(3)
    void up_makes_a_cluster_and_proves_it() throws IOException {
        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(kubectl("get nodes --no-headers"))
                .contains("cp-1", "worker-1", "worker-2")
                .doesNotContain("NotReady");
        Path kubeconfig = folder.resolve(".kprov/clusters/lab/kubeconfig");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
                .isEqualTo("rw-------");
        assertThat(place.kprov("kubeconfig").out().strip()).endsWith("kubeconfig");
    }

    @Test
    @Order(4)
    void what_a_site_configured_is_kept() {
        // Without it no pod would have started where the machine lacks the capability.
        String before = hosts.get(3).run("cat /etc/containerd/config.toml");
        if (before.contains("restrict_oom_score_adj")) {
            assertThat(hosts.get(0).run("cat /etc/containerd/config.toml")).contains("restrict_oom_score_adj = true");
        }
        assertThat(hosts.get(1).run("cat /etc/containerd/config.toml")).contains("SystemdCgroup = true");
        // Who keeps a registry's password in it does not want it read by all.
        assertThat(hosts.get(0)
                        .run("stat -c %a /etc/containerd/config.toml /etc/containerd/certs.d/ghcr.io/hosts.toml"))
                .isEqualTo("640\n600");
    }

    @Test
    @Order(5)
    void no_secret_is_kept_or_shown() throws IOException {
        String everything = place.kept() + place.read("stdout") + place.read("stderr");

        assertThat(everything).doesNotContainPattern("[^a-z0-9.][a-z0-9]{6}\\.[a-z0-9]{16}[^a-z0-9]");
        assertThat(everything)
                .doesNotContain(
                        Files.readString(Path.of(lab.get("ops.password.file"))).strip());
        assertThat(everything).doesNotContain("client-key-data");
    }

    @Test
    @Order(6)
    void a_second_up_changes_nothing() {
        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(place.kprov("plan", "--profile", "kubeadm", "-o", "json").out())
                .doesNotContain("\"script\"");
    }

    @Test
    @Order(7)
    void a_host_added_to_the_inventory_is_all_that_is_touched() {
        String uptime = hosts.get(1).run("systemctl show -p ActiveEnterTimestampMonotonic kubelet containerd");
        place.inventory(cp(), bare(), second(), third());

        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isZero();
        assertThat(kubectl("get node worker-3 -o jsonpath={.metadata.labels.zone}"))
                .isEqualTo("b");
        assertThat(hosts.get(1).run("systemctl show -p ActiveEnterTimestampMonotonic kubelet containerd"))
                .isEqualTo(uptime);
    }

    @Test
    @Order(8)
    void a_loopback_resolver_fails_up_though_every_node_is_ready() {
        hosts.forEach(host -> host.run("cp /etc/resolv.conf /root/resolv.conf; echo nameserver 127.0.0.1 >/root/loop; "
                + "cat /root/loop >/etc/resolv.conf"));
        kubectl("-n kube-system delete pod -l k8s-app=kube-dns --wait=false");

        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isEqualTo(1);
        assertThat(up.all()).contains("coredns-", "Loop", "resolv");
        hosts.forEach(host -> host.run("cat /root/resolv.conf >/etc/resolv.conf"));
        kubectl("-n kube-system delete pod -l k8s-app=kube-dns --wait=false");
        Done again = place.kprov("verify", "--profile", "kubeadm");
        assertThat(again.exitCode()).as(again.all()).isZero();
    }

    @Test
    @Order(9)
    void a_kube_proxy_that_cannot_program_two_endpoints_fails_verify() {
        String image =
                kubectl("-n kube-system get ds kube-proxy -o jsonpath={.spec.template.spec.containers[0].image}");
        kubectl("-n kube-system set image ds/kube-proxy kube-proxy=registry.k8s.io/broken/kube-proxy:v1.36.4");
        kubectl("-n kube-system rollout status ds/kube-proxy --timeout=120s");

        Done verify = place.kprov("verify", "--profile", "kubeadm");

        assertThat(verify.exitCode()).as(verify.all()).isEqualTo(1);
        kubectl("-n kube-system set image ds/kube-proxy kube-proxy=" + image);
        kubectl("-n kube-system rollout status ds/kube-proxy --timeout=120s");
        Done again = place.kprov("verify", "--profile", "kubeadm");
        assertThat(again.exitCode()).as(again.all()).isZero();
    }

    @Test
    @Order(10)
    void down_leaves_the_hosts_as_they_were_and_asks_first() {
        assertThat(place.kprov("down", "--profile", "kubeadm").exitCode()).isEqualTo(2);

        Done down = place.kprov("down", "--profile", "kubeadm", "--yes");

        assertThat(down.exitCode()).as(down.all()).isZero();
        for (LabHost host : hosts) {
            assertThat(
                            host.run(
                                    "ls -d /etc/kubernetes /var/lib/etcd/member /etc/cni/net.d/* /var/lib/kubelet/* "
                                            + "/var/lib/kprov/steps /run/kprov* 2>/dev/null; "
                                            + "ip -o link | grep -oE 'cni0|flannel[.]1|veth[0-9a-f]{8}'; iptables-save | grep -oE 'KUBE-|FLANNEL|CNI-'; "
                                            + "apt-mark showhold; pgrep -x 'kubelet|etcd|kube-apiserver'; ls /opt/cni/bin/flannel 2>/dev/null; true"))
                    .as(host.name())
                    .isEmpty();
            // The packages stay, with what they brought, and the list of them for a later --purge.
            assertThat(changes(host))
                    .as(host.name())
                    .allMatch(line -> line.startsWith("+ "))
                    .noneMatch(line -> line.contains("kprov") && !line.contains("var/lib/kprov"));
        }
        assertThat(hosts.get(1).run("cat /var/lib/kprov/packages")).contains("containerd", "kubelet", "runc");
        assertThat(hosts.get(0).run("cat /var/lib/kprov/packages"))
                .contains("kubelet")
                .doesNotContain("containerd");
    }

    @Test
    @Order(11)
    void up_works_again_after_down() {
        place.inventory(cp(), second());

        Done up = place.kprov("up", "--profile", "kubeadm");

        assertThat(up.exitCode()).as(up.all()).isZero();
    }

    @Test
    @Order(12)
    void down_with_purge_takes_what_up_brought_and_nothing_else() {
        place.inventory(cp(), bare(), second(), third());

        Done down = place.kprov("down", "--profile", "kubeadm", "--purge", "--yes");

        assertThat(down.exitCode()).as(down.all()).isZero();
        hosts.forEach(host -> assertThat(changes(host)).as(host.name()).isEmpty());
        assertThat(hosts.get(1).run("ls -A /var/lib/containerd")).isEmpty();
        assertThat(place.kprov("down", "--profile", "kubeadm", "--purge", "--yes")
                        .out())
                .doesNotContain("changed");
    }

    private List<String> changes(LabHost host) {
        return host.changedSince(before.get(hosts.indexOf(host)));
    }

    private String cp() {
        return hosts.get(0).entry("control-plane", Login.ROOT);
    }

    private String bare() {
        return hosts.get(1).entry("worker", Login.OPS);
    }

    private String second() {
        return hosts.get(2).entry("worker", Login.DEPLOY);
    }

    private String third() {
        return hosts.get(3).entry("worker", Login.ROOT) + "    labels: {zone: b}\n";
    }

    private String kubectl(String arguments) {
        return hosts.get(0).run("kubectl --kubeconfig /etc/kubernetes/admin.conf " + arguments);
    }
}
