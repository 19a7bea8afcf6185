package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Workplace.Done;
import org.junit.jupiter.api.Test;

/// What `kprov verify --level deep` finds by using a real cluster that is broken on purpose; most of these faults
/// nothing shows that only looks.
@LabOfPrograms
class BrokenUseLab extends ClusterToBreak {
    @Override
    void make() {
        Done up = made(profile() + "verification: {level: deep}\n");
        assertThat(up.err()).contains("A pod starts on every node", "Pods reach pods on every other node");
        place.profile(profile());
    }

    @Test
    void policies_and_volumes_of_those_who_really_make_them() {
        kubectl("apply -f " + file("add-ons"));
        await("-n kube-system rollout status daemonset kube-router --timeout 1s");
        try {
            Done verify = deep("1m");
            sound(verify, "policies that are carried out", "volumes that are made on demand");
            assertThat(check(verify, "network-policy").path("verdict").asText()).isEqualTo("passed");
            assertThat(check(verify, "volumes").path("detail").asText())
                    .contains("a file was written by one pod and read by the next");
            hosts.forEach(host -> host.run("pkill -STOP -x kube-router"));
            found(deep(), new Fault("network-policy", "answered: guarded"));
        } finally {
            hosts.forEach(host -> host.run("pkill -CONT -x kube-router"));
            kubectl("delete -f " + file("add-ons"));
            hosts.forEach(host -> host.run("for ip in iptables ip6tables; do $ip-save | grep -vE"
                    + " 'KUBE-(ROUTER|POD-FW|NWPLCY|DEFAULT-NETPOL)' | $ip-restore; done"));
        }
        mended();
    }

    @Test
    void a_sound_cluster_of_which_nothing_is_left_afterwards() {
        hosts.get(1).run("mkdir -p -m 777 /srv/lab && chmod 777 /srv/lab");
        kubectl("apply -f " + file("volume"));
        try {
            Done verify = deep("1m", "--external-name", "mirror.lab.internal");
            sound(verify, "volumes that somebody has laid out");
            assertThat(verify.out())
                    .contains("on each of 3 nodes, the slowest")
                    .contains("asked from here at 3 nodes, and from pods")
                    .contains("a file was written by one pod and read by the next")
                    .contains("mirror.lab.internal has an address");
            await("get ns | grep kprov-verify && exit 1; true");
        } finally {
            kubectl("delete -f " + file("volume"));
        }
        hosts.get(0)
                .put(
                        "/root/role.yaml",
                        place.kprov("verify", "--rbac", "--level", "deep").out());
        kubectl("create serviceaccount lab-user; kubectl apply -f /root/role.yaml; kubectl create clusterrolebinding"
                + " lab-user --clusterrole=kprov-verify --serviceaccount=default:lab-user");
        kubeconfig(
                "user.conf",
                "sed \"/client-key-data/d; s/client-certificate-data:.*/token: $(kubectl --kubeconfig"
                        + " /etc/kubernetes/admin.conf create token lab-user)/\"");
        sound(stranger("user.conf", "--level", "deep"), "somebody who may do this and nothing else");
    }

    @Test
    void networks_that_carry_some_packets_and_not_others() {
        hosts.get(1).run("iptables -I INPUT -p udp --dport 8472 -j DROP");
        hosts.get(2).run("iptables -t raw -I PREROUTING -p tcp --dport 30000:32767 -j DROP");
        hosts.get(0).run("iptables -I INPUT -p tcp --dport 10250 -j DROP");
        try {
            found(
                    deep(),
                    new Fault("pod-network", "the pod on worker-1: the pod"),
                    new Fault("node-port", "at worker-2: "),
                    new Fault("kubelet-streams", "the pod on cp-1: "));
        } finally {
            hosts.get(1).run("iptables -D INPUT -p udp --dport 8472 -j DROP");
            hosts.get(2).run("iptables -t raw -D PREROUTING -p tcp --dport 30000:32767 -j DROP");
            hosts.get(0).run("iptables -D INPUT -p tcp --dport 10250 -j DROP");
        }
        hosts.get(1).run("iptables -I INPUT -p udp --dport 8472 -m length --length 1300:65535 -j DROP");
        hosts.get(2).run("iptables -t raw -I PREROUTING -i cni0 -d 10.96.0.0/12 -j DROP");
        try {
            found(
                    deep(),
                    new Fault("pod-mtu", "the pod on worker-1: the pod"),
                    new Fault("pod-service", "the pod on worker-2"),
                    new Fault("pod-api", "the pod on worker-2: 10.96.0.1:443"),
                    new Fault("pod-dns", "the pod on worker-2"));
        } finally {
            hosts.get(1).run("iptables -D INPUT -p udp --dport 8472 -m length --length 1300:65535 -j DROP");
            hosts.get(2).run("iptables -t raw -D PREROUTING -i cni0 -d 10.96.0.0/12 -j DROP");
        }
        hosts.forEach(host -> host.run("sysctl -qw net.bridge.bridge-nf-call-iptables=0"));
        try {
            found(deep(), new Fault("pod-service", "net.bridge.bridge-nf-call-iptables"));
        } finally {
            hosts.forEach(host -> host.run("sysctl -qw net.bridge.bridge-nf-call-iptables=1"));
        }
        mended();
    }

    @Test
    void nodes_and_add_ons_that_only_look_right() {
        hosts.get(0)
                .run("cp /var/lib/kubelet/config.yaml /root/; sed -i 's/10.96.0.10/10.96.0.11/'"
                        + " /var/lib/kubelet/config.yaml; systemctl restart kubelet");
        hosts.get(1).run("mv /opt/cni/bin/flannel /root/");
        kubectl("apply -f " + file("pretenders"));
        // The pods that may be anywhere are to start.
        kubectl("cordon worker-1");
        await("-n kube-system rollout status daemonset kube-router --timeout 1s");
        try {
            found(
                    deep("25s", "--external-name", "kprov.example.com", "--cordoned", "worker-1"),
                    new Fault("pods-start", "failed to find plugin \"flannel\""),
                    new Fault("pod-dns", "the pod on cp-1"),
                    new Fault("external-dns", "kprov.example.com"),
                    new Fault("volumes", "the claim is Pending"),
                    new Fault("network-policy", "answered: guarded"));
        } finally {
            hosts.get(0).run("cp /root/config.yaml /var/lib/kubelet/config.yaml; systemctl restart kubelet");
            hosts.get(1).run("mv /root/flannel /opt/cni/bin/");
            kubectl("delete -f " + file("pretenders") + "; kubectl uncordon worker-1");
        }
        mended();
    }

    @Test
    void pods_that_are_not_let_in() {
        found(
                deep("12s", "--probe-image", "registry.k8s.io/lab/nothing:1"),
                new Fault("pods-start", "registry.k8s.io/lab/nothing:1"));
        kubectl("apply -f " + file("bouncer"));
        await("-n kube-public run lab-try --image=x --dry-run=server 2>&1 | grep -q 'nobody gets in'");
        try {
            found(deep(), new Fault("pods-start", "nobody gets in"));
        } finally {
            kubectl("delete -f " + file("bouncer"));
        }
        mended();
    }

    private Done deep() {
        return deep("15s");
    }

    private Done deep(String patience, String... more) {
        String[] arguments = new String[more.length + 2];
        System.arraycopy(more, 0, arguments, 2, more.length);
        arguments[0] = "--level";
        arguments[1] = "deep";
        return verify(patience, arguments);
    }
}
