package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `kprov verify` says as a stranger to a real cluster of three control planes, each with a member of etcd, when
/// one of them is broken: the others go on, and the API that is asked answers.
@LabOfPrograms
class HighlyAvailableLab extends ClusterToBreak {
    /// kprov's installer makes one control plane; its workers become the others by what the profile says of joins.
    @Override
    void make() {
        start("cp-1", "cp-2", "cp-3");
        String first = hosts.get(0).entry("control-plane, worker", Login.ROOT);
        up(profile(), first);
        String key = hosts.get(0).run("kubeadm init phase upload-certs --upload-certs 2>/dev/null | tail -n 1");
        String joins = "  joinConfiguration:\n    nodeRegistration:\n";
        Done others = place.profile(profile()
                                .replace(
                                        joins,
                                        "  joinConfiguration:\n    controlPlane: {certificateKey: \"" + key
                                                + "\"}\n    nodeRegistration:\n      taints: []\n")
                        + "verification: {level: basic}\n")
                .inventory(
                        first,
                        hosts.get(1).entry("worker", Login.ROOT),
                        hosts.get(2).entry("worker", Login.ROOT))
                .kprov("up", "--profile", "kubeadm", "--no-diagnose");
        assertThat(others.exitCode()).as(others.all()).isOne();
        assertThat(others.err()).contains("cp-2 is a control plane, but not in the inventory");
        kubeconfig("admin.conf", "cat");
    }

    @Override
    List<String> known() {
        return List.of("--kubeconfig", "admin.conf", "--nodes", "3");
    }

    @Test
    void three_control_planes_are_sound() {
        sound(verify("1m", "--level", "deep"), "three control planes, each with a member of etcd");
    }

    @Test
    void control_planes_that_lack_some_of_their_parts() {
        try {
            away(2, "kube-scheduler");
            away(1, "kube-apiserver");
            away(1, "etcd");
            found(
                    verify(),
                    new Fault("control-plane", "there is no pod kube-scheduler-cp-3"),
                    new Fault("control-plane", "the API server of cp-2 does not say that it is there"),
                    new Fault("etcd", "etcd-cp-2"));
        } finally {
            back(1);
            back(2);
        }
        mended();
    }

    @Test
    void a_member_of_etcd_and_a_whole_control_plane_that_stand_still() {
        hosts.get(2).run("pkill -STOP -x etcd");
        try {
            found(verify("8s"), new Fault("etcd", "etcd-cp-3 does not answer: no answer within 3.0 s"));
        } finally {
            hosts.get(2).run("pkill -CONT -x etcd");
        }
        hosts.get(1).freeze();
        try {
            found(
                    verify("8s"),
                    new Fault("etcd", "etcd-cp-2: the API server did not forward port 2381 of it within 3.0 s"));
        } finally {
            hosts.get(1).thaw();
        }
        mended();
    }

    /// Ends a static pod and waits until it is gone.
    private void away(int host, String component) {
        hosts.get(host)
                .run("mkdir -p /root/away; mv /etc/kubernetes/manifests/" + component + ".yaml /root/away;"
                        + " timeout 60 bash -c 'while pgrep -x " + component + "; do sleep 0.2; done' >/dev/null");
    }

    private void back(int host) {
        hosts.get(host).run("mv /root/away/* /etc/kubernetes/manifests");
    }
}
