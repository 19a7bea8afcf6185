package dev.kprov.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What checks know of control planes that stand beside each other.
class SeveralControlPlanesTest {
    private static final List<String> NAMES = List.of("cp-1", "cp-2", "cp-3");
    private static final Inventory INVENTORY = new Inventory(
            "demo",
            NAMES.stream()
                    .map(name -> new Host(
                            name,
                            name,
                            name,
                            Set.of(Role.CONTROL_PLANE),
                            Map.of(),
                            List.of(),
                            new Access.ApiOnly(),
                            Become.NONE))
                    .toList());

    private final Sample sample = Sample.healthy();

    SeveralControlPlanesTest() {
        for (String name : List.of("cp-2", "cp-3")) {
            for (String component : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd")) {
                sample.pods.add(Sample.pod("kube-system", component + "-" + name, name, "Node/" + name));
            }
            sample.etcd.put("etcd-" + name, new Probes.Outcome.Good("has a leader and its 2 peers"));
        }
        NAMES.forEach(name -> lease(name, Sample.NOW.minusSeconds(9)));
    }

    @Test
    void all_of_them_are_sound() {
        assertThat(answer("control-plane")).isInstanceOf(Answer.Yes.class);
        assertThat(answer("etcd")).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void an_api_server_that_has_gone_is_told_although_its_pod_looks_as_before() {
        gone("cp-2");
        assertThat(no("control-plane").actual()).isEqualTo("the API server of cp-2 does not say that it is there");

        Instant last = Sample.NOW.minusSeconds(41);
        lease("cp-2", last);
        assertThat(no("control-plane").actual()).isEqualTo("the API server of cp-2 has been silent since " + last);
        assertThat(no("control-plane").remedy()).contains("on cp-2");
        assertThat(no("control-plane").forGood()).isFalse();
    }

    @Test
    void an_old_lease_proves_nothing_of_a_pod_that_is_not_ready() {
        gone("cp-2");
        lease("cp-2", Sample.NOW.minusSeconds(41));
        sample.pod("etcd-cp-2", pod -> Sample.inState(pod, new Pod.State.Running(Sample.EARLIER), 0));
        assertThat(no("control-plane").actual()).contains("kube-system/etcd-cp-2 on cp-2 is not ready");

        gone("cp-2");
        lease("cp-2", Sample.NOW.minusSeconds(1));
        assertThat(answer("control-plane")).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void api_servers_are_counted_where_hosts_call_themselves_otherwise_than_their_nodes() {
        NAMES.forEach(name -> {
            gone(name);
            lease(name + ".example.com", Sample.NOW.minusSeconds(9));
        });

        assertThat(answer("control-plane")).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void api_servers_that_write_no_leases_are_judged_by_their_pods() {
        NAMES.forEach(this::gone);

        assertThat(answer("control-plane")).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void the_member_of_etcd_that_the_others_miss_comes_first() {
        bad("etcd-cp-1", "reaches 1 of 2" + EtcdQuestion.MISSED);
        bad("etcd-cp-2", "reaches 1 of 2" + EtcdQuestion.MISSED);
        bad("etcd-cp-3", "does not answer: no answer within 3.0 s");
        assertThat(no("etcd").actual()).startsWith("etcd-cp-3 does not answer").contains("etcd-cp-1 reaches 1 of 2");
        assertThat(no("etcd").remedy()).endsWith("logs etcd-cp-3");

        sample.etcd.put("etcd-cp-3", new Probes.Outcome.Unable("no answer within 3.0 s", false));
        assertThat(no("etcd").actual()).startsWith("etcd-cp-3 could not be asked: no answer within 3.0 s; etcd-cp-1");
        assertThat(no("etcd").remedy()).contains("nodes-ready");
    }

    private void gone(String host) {
        sample.systemLeases.removeIf(lease -> host.equals(lease.labels().get("kubernetes.io/hostname")));
    }

    private void lease(String host, Instant renewed) {
        sample.systemLeases.add(new Lease(
                "apiserver-" + host,
                "apiserver-" + host,
                Duration.ofHours(1),
                Optional.of(renewed),
                Map.of("apiserver.kubernetes.io/identity", "kube-apiserver", "kubernetes.io/hostname", host)));
    }

    private void bad(String pod, String actual) {
        sample.etcd.put(pod, new Probes.Outcome.Bad(actual, Duration.ofSeconds(1)));
    }

    private Answer.No no(String id) {
        Answer answer = answer(id);
        assertThat(answer).isInstanceOf(Answer.No.class);
        return (Answer.No) answer;
    }

    private Answer answer(String id) {
        return CheckList.of(Sample.expectation(Plugin.FLANNEL, new Expected().withFoundNodes(3)), INVENTORY, List.of())
                .stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow()
                .answer(sample.build());
    }
}
