package dev.kprov.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.facility.Endpoint;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What checks say of nodes that are known only through the API.
class FoundNodesChecksTest {
    private final Sample sample = Sample.healthy();
    private Inventory inventory = new Inventory(
            "demo",
            List.of(host("cp-1", Role.CONTROL_PLANE), host("worker-1", Role.WORKER), host("worker-2", Role.WORKER)));

    private static Host host(String name, Role role) {
        return new Host(name, name, name, Set.of(role), Map.of(), List.of(), new Access.ApiOnly(), Become.NONE);
    }

    @Test
    void any_number_of_nodes_is_right_where_none_is_expected() {
        assertThat(check("node-set", 0).title()).isEqualTo("There are nodes");
        assertThat(answer("node-set", 0)).isEqualTo(new Answer.Yes("3 nodes: cp-1, worker-1, worker-2"));
    }

    @Test
    void as_many_nodes_as_expected_are_right() {
        assertThat(answer("node-set", 3)).isEqualTo(new Answer.Yes("3 nodes, as expected: cp-1, worker-1, worker-2"));
    }

    @Test
    void one_node_too_many_or_too_few_is_wrong_and_may_pass() {
        for (int wanted : List.of(2, 4)) {
            assertThat(answer("node-set", wanted)).isInstanceOfSatisfying(Answer.No.class, no -> {
                assertThat(no.expected()).isEqualTo(wanted + " nodes");
                assertThat(no.actual()).isEqualTo("3 nodes: cp-1, worker-1, worker-2");
                assertThat(no.forGood()).isFalse();
            });
        }
    }

    @Test
    void a_found_node_that_is_cordoned_is_no_node_in_order() {
        sample.node("worker-1", node -> Sample.cordoned(node));

        assertThat(check("node-settings", 0).title()).isEqualTo("Every node has its version and takes pods");
        assertThat(answer("node-settings", 0))
                .isInstanceOfSatisfying(
                        Answer.No.class, no -> assertThat(no.actual()).isEqualTo("worker-1 is cordoned"));
    }

    @Test
    void static_pods_are_looked_for_on_the_nodes_that_are_marked() {
        assertThat(answer("control-plane", 0))
                .isInstanceOfSatisfying(
                        Answer.Yes.class, yes -> assertThat(yes.evidence()).endsWith(" on cp-1"));
    }

    @Test
    void static_pods_of_nobody_are_not_there() {
        inventory = new Inventory("demo", List.of(host("worker-1", Role.WORKER)));

        assertThat(answer("control-plane", 0)).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.actual()).isEqualTo("no node is marked as a control plane");
            assertThat(no.remedy()).contains("hidden");
        });
    }

    @Test
    void a_node_that_somebody_has_yet_to_make_ready_takes_no_pods() {
        for (String key : List.of(
                "node.cloudprovider.kubernetes.io/uninitialized",
                "node.kubernetes.io/out-of-service",
                "node.cilium.io/agent-not-ready")) {
            Taint taint = new Taint(key, "", "NoSchedule");
            sample.node("worker-1", node -> Sample.withSettings(node, node.version(), node.labels(), List.of(taint)));

            assertThat(answer("node-settings", 3))
                    .isInstanceOfSatisfying(
                            Answer.No.class,
                            no -> assertThat(no.actual()).isEqualTo("worker-1 has the taint " + taint));
        }
        Taint own = new Taint("only", "batch", "NoSchedule");
        sample.node("worker-1", node -> Sample.withSettings(node, node.version(), node.labels(), List.of(own)));
        assertThat(answer("node-settings", 3)).isInstanceOf(Answer.Yes.class);
    }

    /// As with kops.
    @Test
    void members_of_etcd_with_other_names_are_not_asked_for_their_metrics() {
        Settings kops = new Settings() {
            @Override
            public OptionalInt foundNodes() {
                return OptionalInt.of(3);
            }

            @Override
            public String etcdPods() {
                return "etcd-manager-main";
            }
        };

        assertThat(CheckList.of(Sample.expectation(Plugin.FLANNEL, kops), inventory, List.of()))
                .extracting(Check::id)
                .contains("control-plane")
                .doesNotContain("etcd");
    }

    @Test
    void a_dns_server_that_is_not_ready_is_not_asked() {
        sample.dnsEndpoints(Sample.endpoint("coredns-1"), new Endpoint("coredns-2", false, List.of()));
        sample.dns.remove("coredns-2");

        assertThat(answer("cluster-dns", 3))
                .isEqualTo(new Answer.Yes("asked through the API server, since there is no way to the nodes: each of"
                        + " coredns-1 over TCP: it is 10.96.0.1"));
    }

    @Test
    void a_dns_server_that_has_not_answered_yet_leaves_the_question_open() {
        sample.dns.remove("coredns-2");

        assertThat(answer("cluster-dns", 3))
                .isEqualTo(new Answer.CannotTell("kube-system/coredns-2 on worker-2: it has not answered yet", false));
    }

    @Test
    void without_a_server_that_is_ready_there_is_no_dns() {
        sample.dnsEndpoints();

        assertThat(answer("cluster-dns", 3))
                .isInstanceOfSatisfying(
                        Answer.No.class,
                        no -> assertThat(no.actual())
                                .isEqualTo("no pod behind the Service kube-system/kube-dns is ready to answer"));
        assertThat(answer("core-dns", 3)).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.actual()).isEqualTo("nobody is ready behind the Service kube-system/kube-dns");
            assertThat(no.remedy()).contains("compare its selector with the labels");
        });
    }

    @Test
    void a_dns_server_with_addresses_of_two_families_is_one() {
        sample.dnsEndpoints(
                Sample.endpoint("coredns-1"),
                Sample.endpoint("coredns-2"),
                Sample.endpoint("coredns-1"),
                Sample.endpoint("coredns-2"));

        assertThat(answer("core-dns", 3))
                .isEqualTo(new Answer.Yes("2 of 2 pods ready, 2 up to date, 2 behind the Service"));
    }

    @Test
    void a_port_at_which_nobody_listens_is_told() {
        Endpoint.Port wrong = new Endpoint.Port("dns-tcp", "TCP", 5353);
        sample.dnsEndpoints(new Endpoint("coredns-1", true, List.of(wrong)));
        sample.dns.put("coredns-1", new Probes.Outcome.Bad("connection refused", Duration.ZERO));

        assertThat(answer("cluster-dns", 3))
                .isInstanceOfSatisfying(
                        Answer.No.class,
                        no -> assertThat(no.actual())
                                .isEqualTo("kube-system/coredns-1 on worker-1, asked at port 5353 through the API"
                                        + " server: connection refused"));
    }

    @Test
    void without_its_service_there_is_no_dns() {
        sample.dnsService = new Part.Missing<>("HTTP 404: not found", Part.Cause.ABSENT);

        assertThat(answer("cluster-dns", 3)).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.actual()).isEqualTo("there is no Service kube-system/kube-dns");
            assertThat(no.remedy()).contains("what DNS the cluster has");
        });
    }

    private Answer answer(String id, int count) {
        return check(id, count).answer(sample.build());
    }

    private Check check(String id, int count) {
        return CheckList.of(
                        Sample.expectation(Plugin.FLANNEL, new Expected().withFoundNodes(count)), inventory, List.of())
                .stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
