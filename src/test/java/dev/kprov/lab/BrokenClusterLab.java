package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What `kprov verify` says of a real cluster that is broken on purpose. Faults that do not hide each other are made
/// at once; each has its check, and its cause is named. After each group the same cluster, mended, must pass.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenClusterLab {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATIENCE = "12s";

    private final LabSettings lab = LabSettings.load();
    private final List<String> falseSuccesses = new ArrayList<>();
    private final List<String> falseAlarms = new ArrayList<>();
    private int faults;

    private List<LabHost> hosts = List.of();
    private Workplace place = new Workplace(Path.of("."));

    /// @param check its id
    /// @param cause what it says was found
    private record Fault(String check, String cause) {}

    @BeforeAll
    void start(@TempDir Path folder) {
        hosts = LabHost.start(
                lab,
                Map.of(
                        "cp-1", Kind.WITH_CONTAINERD,
                        "worker-1", Kind.WITH_CONTAINERD,
                        "worker-2", Kind.WITH_CONTAINERD));
        place = new Workplace(folder)
                .profile(lab.profile())
                .inventory(
                        hosts.get(0).entry("control-plane", Login.ROOT),
                        hosts.get(1).entry("worker", Login.ROOT),
                        hosts.get(2).entry("worker", Login.ROOT));
        Done up = place.kprov("up", "--profile", "kubeadm");
        assertThat(up.exitCode()).as(up.all()).isZero();
    }

    @AfterAll
    void stop() {
        hosts.forEach(LabHost::close);
        System.out.println(faults + " faults, " + falseSuccesses.size() + " false successes " + falseSuccesses + ", "
                + falseAlarms.size() + " false alarms " + falseAlarms);
    }

    @Test
    void what_stands_in_the_way_of_new_pods_and_of_nodes() {
        try {
            hosts.get(1)
                    .run(
                            "cp /var/lib/kubelet/config.yaml /root/; echo 'serverTLSBootstrap: true' >>/var/lib/kubelet/config.yaml;"
                                    + " systemctl restart kubelet");
            kubectl("apply -f " + file("faults"));
            kubectl("cordon worker-1; kubectl taint node worker-2 lab=on:NoSchedule; kubectl label node cp-1"
                    + " node-role.kubernetes.io/control-plane-");
            kubectl("apply -f " + file("webhook"));
            await("get csr | grep -q Pending");
            await("get pods -n kube-system | grep -E 'lab-image.*(ErrImagePull|ImagePullBackOff)'");
            await("get pods -n kube-system | grep -E 'lab-crash.*(CrashLoopBackOff|Error)'");
            await(
                    "get csr -o jsonpath='{.items[?(@.spec.signerName==\"kubernetes.io/kubelet-serving\")].metadata.creationTimestamp}'"
                            + " | xargs -d' ' -n1 date +%s -d | sort -n | head -1 | awk -v now=$(date +%s) '{exit now - $1 < 25}'");
            found(
                    verify(),
                    new Fault("node-set", "lab-extra"),
                    new Fault("node-settings", "worker-1 is cordoned"),
                    new Fault("node-settings", "worker-2 has the taint lab=on:NoSchedule"),
                    new Fault("node-settings", "cp-1 is not marked as a control plane"),
                    new Fault("workloads", "deployment kube-system/lab-nowhere: 0 of 1 pods ready"),
                    new Fault("api-services", "v1beta1.lab.example.com is not available"),
                    new Fault("certificate-requests", "system:node:worker-1 has waited"),
                    new Fault(
                            "webhooks",
                            "default/lab-policy of the webhook policy.lab.example.com has no ready endpoint"),
                    new Fault("stable-pods", "of registry.k8s.io/lab/nothing:1"),
                    new Fault("stable-pods", "lab-crash"));
        } finally {
            kubectl("delete -f " + file("webhook") + " -f " + file("faults"));
            kubectl("uncordon worker-1; kubectl taint node worker-2 lab-; kubectl label node cp-1"
                    + " node-role.kubernetes.io/control-plane=");
            hosts.get(1).run("cp /root/config.yaml /var/lib/kubelet/config.yaml; systemctl restart kubelet");
            kubectl("delete csr --all");
        }
        mended();
    }

    @Test
    void a_control_plane_without_some_of_its_parts() {
        try {
            hosts.get(0)
                    .run("mkdir -p /root/away; cd /etc/kubernetes/manifests;"
                            + " mv kube-scheduler.yaml kube-controller-manager.yaml /root/away");
            await("get pods -n kube-system | grep -E 'kube-(scheduler|controller-manager)' && exit 1; true");
            found(
                    verify(),
                    new Fault("control-plane", "there is no pod kube-scheduler-cp-1"),
                    new Fault("control-plane", "there is no pod kube-controller-manager-cp-1"));
        } finally {
            hosts.get(0).run("mv /root/away/* /etc/kubernetes/manifests");
        }
        mended();
    }

    @Test
    void an_api_server_that_is_not_there() {
        try {
            hosts.get(0).run("mkdir -p /root/away; mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/away");
            hosts.get(0).run("timeout 60 bash -c 'while pgrep -x kube-apiserver; do sleep 0.2; done' >/dev/null");
            found(verify(), new Fault("api-ready", "connection refused"));
        } finally {
            hosts.get(0).run("mv /root/away/* /etc/kubernetes/manifests");
            await("get --raw /readyz");
        }
        mended();
    }

    @Test
    void networks_that_do_not_carry_what_they_should() {
        try {
            hosts.get(1).run("iptables -I INPUT -p udp --dport 8472 -j DROP");
            hosts.get(2).run("iptables -t raw -I OUTPUT -d 10.96.0.10 -j DROP");
            found(
                    verify(),
                    new Fault("cluster-dns", "from worker-1"),
                    new Fault("cluster-dns", "from worker-2"),
                    new Fault("service-requests", "from worker-1"));
        } finally {
            hosts.get(1).run("iptables -D INPUT -p udp --dport 8472 -j DROP");
            hosts.get(2).run("iptables -t raw -D OUTPUT -d 10.96.0.10 -j DROP");
        }
        mended();
    }

    @Test
    void a_network_and_services_without_those_who_make_them() {
        try {
            save("kube-system", "daemonset", "kube-proxy");
            save("kube-flannel", "daemonset", "kube-flannel-ds");
            kubectl("delete -f /root/kube-proxy.yaml -f /root/kube-flannel-ds.yaml");
            found(
                    verify(),
                    new Fault("kube-proxy", "there is no DaemonSet kube-system/kube-proxy"),
                    new Fault("network-plugin", "there is no DaemonSet of the network plugin"));
        } finally {
            kubectl("create -f /root/kube-proxy.yaml -f /root/kube-flannel-ds.yaml");
        }
        mended();
    }

    @Test
    void a_dns_that_answers_wrong_or_not_at_all() {
        try {
            save("kube-system", "configmap", "coredns");
            save("kube-system", "service", "kube-dns");
            kubectl(
                    "-n kube-system get configmap coredns -o yaml | sed 's/kubernetes cluster.local/kubernetes other.local/'"
                            + " | kubectl apply -f -; kubectl -n kube-system rollout restart deployment coredns;"
                            + " kubectl -n kube-system rollout status deployment coredns --timeout 90s");
            found(verify(), new Fault("cluster-dns", "kubernetes.default.svc.cluster.local"));

            kubectl(
                    "-n kube-system get configmap coredns -o yaml | sed 's/forward . .*{/forward . 127.0.0.1 {/; s/other.local/cluster.local/'"
                            + " | kubectl apply -f -; kubectl -n kube-system scale deployment coredns --replicas 0;"
                            + " kubectl -n kube-system scale deployment coredns --replicas 2");
            await("get pods -n kube-system -l k8s-app=kube-dns | grep -E 'CrashLoopBackOff|Error'");
            found(verify(), new Fault("core-dns", "Loop ("));

            kubectl(
                    "-n kube-system scale deployment coredns --replicas 0; kubectl -n kube-system delete service kube-dns");
            found(verify(), new Fault("core-dns", "0 of 0 pods ready"), new Fault("cluster-dns", "kube-dns"));

        } finally {
            kubectl("replace --force -f /root/coredns.yaml -f /root/kube-dns.yaml;"
                    + " kubectl -n kube-system scale deployment coredns --replicas 0;"
                    + " kubectl -n kube-system scale deployment coredns --replicas 2");
        }
        mended();
    }

    @Test
    void nodes_that_are_silent() {
        hosts.get(1).run("systemctl stop kubelet");
        CompletableFuture<Void> frozen = CompletableFuture.runAsync(() -> freeze(hosts.get(2)));
        try {
            await("get nodes | grep -c NotReady | grep -qx 2", 90);
            found(verify("10s"), new Fault("nodes-ready", "worker-1"), new Fault("nodes-ready", "worker-2"));
        } finally {
            frozen.join();
            hosts.get(1).run("systemctl start kubelet");
        }
        mended();
    }

    @Test
    void expectations_that_do_not_hold() {
        kubeconfig("admin.conf", "cat");
        found(
                stranger("admin.conf", "--nodes", "4", "--kubernetes-version", "1.35.0"),
                new Fault("node-set", "3 nodes"),
                new Fault("node-settings", "not v1.35.0"));
        Done basic = stranger("admin.conf", "--level", "basic");
        assertThat(basic.exitCode()).as(basic.all()).isZero();
        assertThat(basic.out()).contains("\"api-ready\"").doesNotContain("\"stable-pods\"");
    }

    @Test
    void credentials_and_addresses_that_are_not_good() {
        kubectl("create serviceaccount lab-nobody");
        kubeconfig(
                "nobody.conf",
                "sed \"/client-key-data/d; s/client-certificate-data:.*/token: $(kubectl --kubeconfig"
                        + " /etc/kubernetes/admin.conf create token lab-nobody)/\"");
        found(
                stranger("nobody.conf"),
                new Fault("nodes-ready", "cannot list resource \"nodes\""),
                new Fault("nodes-ready", "kprov verify --rbac"));
        hosts.get(0).put("/root/role.yaml", place.kprov("verify", "--rbac").out());
        kubectl("apply -f /root/role.yaml; kubectl create clusterrolebinding lab-reader --clusterrole=kprov-verify"
                + " --serviceaccount=default:lab-nobody");
        Done reader = stranger("nobody.conf");
        assertThat(reader.exitCode()).as(reader.all()).isZero();
        kubeconfig(
                "mitm.conf",
                "sed \"s|certificate-authority-data:.*|certificate-authority-data: $(base64 -w0"
                        + " /etc/kubernetes/pki/front-proxy-ca.crt)|\"");
        found(stranger("mitm.conf"), new Fault("api-ready", "x509"));
        kubeconfig("closed.conf", "sed 's/:6443/:6444/'");
        found(stranger("closed.conf"), new Fault("api-ready", "connection refused"));
        kubectl("delete serviceaccount lab-nobody; kubectl delete clusterrolebinding lab-reader");
    }

    @Test
    void a_verdict_that_does_not_hold() {
        hosts.get(0)
                .run("systemd-run --unit lab-flap -E KUBECONFIG=/etc/kubernetes/admin.conf bash -c 'while true; do"
                        + " kubectl cordon worker-1; sleep 2; kubectl uncordon worker-1; sleep 2; done'");
        try {
            Done verify =
                    place.kprov("verify", "--profile", "kubeadm", "--timeout", "15s", "--for", "10s", "-o", "json");
            found(verify, new Fault("node-settings", "it came and went"));
        } finally {
            hosts.get(0).run("systemctl stop lab-flap");
            kubectl("uncordon worker-1");
        }
        Done held = place.kprov("verify", "--profile", "kubeadm", "--timeout", "30s", "--for", "6s", "--passes", "5");
        assertThat(held.exitCode()).as(held.all()).isZero();
    }

    @Test
    void odd_things_that_are_no_faults() {
        kubectl("apply -f " + file("odd"));
        kubectl("label node worker-1 lab.example.com/odd=yes; kubectl -n kube-system wait job/lab-done"
                + " --for=condition=complete --timeout=90s");
        mended();
        kubectl("delete -f " + file("odd"));
    }

    /// Puts a file of these tests onto the control plane.
    private String file(String name) {
        String path = "/root/" + name + ".yaml";
        hosts.get(0).put(path, text(name + ".yaml").replace("COREDNS", coreDns()));
        return path;
    }

    private static String text(String resource) {
        try (InputStream in = BrokenClusterLab.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String coreDns() {
        return kubectl("-n kube-system get deployment coredns -o jsonpath='{.spec.template.spec.containers[0].image}'");
    }

    private Done verify() {
        return verify(PATIENCE);
    }

    private Done verify(String patience) {
        return place.kprov("verify", "--profile", "kubeadm", "--timeout", patience, "-o", "json");
    }

    private Done stranger(String kubeconfig, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", "--kubeconfig", kubeconfig, "--timeout", "12s", "-o", "json"));
        arguments.addAll(List.of(more));
        return place.kprov(arguments.toArray(String[]::new));
    }

    private void kubeconfig(String name, String filter) {
        place.write(name, hosts.get(0).run(filter + " </etc/kubernetes/admin.conf"));
    }

    /// Each of them was found, by its check and with its cause.
    private void found(Done verify, Fault... made) {
        List<String> wrong = new ArrayList<>();
        for (Fault fault : made) {
            faults++;
            JsonNode check = check(verify, fault.check());
            String verdict = check.path("verdict").asText();
            if (verify.exitCode() == 0 || verdict.equals("passed")) {
                falseSuccesses.add(fault.toString());
            }
            if (!List.of("failed", "unknown").contains(verdict)
                    || !check.path("detail").asText().contains(fault.cause())) {
                wrong.add(fault + " but was told: " + check);
            }
        }
        assertThat(wrong).as(verify.err()).isEmpty();
        assertThat(verify.exitCode()).as(verify.err()).isEqualTo(1);
    }

    private static JsonNode check(Done verify, String id) {
        try {
            for (JsonNode check : JSON.readTree(verify.out()).path("checks")) {
                if (check.path("id").asText().equals(id)) {
                    return check;
                }
            }
        } catch (IOException e) {
            throw new AssertionError(verify.all(), e);
        }
        return JSON.createObjectNode();
    }

    /// And nothing that is no fault is told as one.
    private void mended() {
        Done verify = verify("2m");
        if (verify.exitCode() != 0) {
            falseAlarms.add(verify.err());
        }
        assertThat(verify.exitCode()).as(verify.all()).isZero();
    }

    private static void freeze(LabHost host) {
        try {
            host.freeze(Duration.ofSeconds(80));
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private String kubectl(String arguments) {
        return hosts.get(0).run("export KUBECONFIG=/etc/kubernetes/admin.conf; kubectl " + arguments);
    }

    /// Writes an object down as it can be made again.
    private void save(String namespace, String kind, String name) {
        kubectl("-n " + namespace + " get " + kind + " " + name + " -o yaml | sed '/^  resourceVersion:/d; /^  uid:/d'"
                + " >/root/" + name + ".yaml");
    }

    private void await(String arguments) {
        await(arguments, 60);
    }

    private void await(String arguments, int seconds) {
        hosts.get(0)
                .run("export KUBECONFIG=/etc/kubernetes/admin.conf; timeout " + seconds + " bash -c 'until (kubectl "
                        + arguments.replace("'", "'\\''") + ") >/dev/null 2>&1; do sleep 0.3; done'");
    }
}
