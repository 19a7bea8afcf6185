package dev.kprov.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Taint;
import dev.kprov.profile.Network;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Check.Answer;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.PodNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What single checks know beyond the contract of all.
class ChecksTest {
    private final Sample sample = Sample.healthy();

    @Test
    void each_failing_part_of_the_api_server_is_named() {
        sample.readiness = new Part.Known<>(
                new Snapshot.Readiness(500, 40, List.of("etcd failed", "poststarthook/rbac/bootstrap-roles failed")));

        assertThat(no("api-ready").actual())
                .contains("etcd failed", "poststarthook/rbac/bootstrap-roles failed", "500");
    }

    @Test
    void refused_credentials_are_no_matter_of_time() {
        sample.readiness = new Part.Known<>(new Snapshot.Readiness(401, 0, List.of()));

        assertThat(no("api-ready").forGood()).isTrue();
    }

    @Test
    void a_certificate_for_another_name_is_mended_in_the_kubeconfig() {
        sample.readiness = new Part.Missing<>("https://api: x509: No name matching api found", Part.Cause.MISNAMED);

        assertThat(no("api-ready").remedy()).contains("tls-server-name");
        assertThat(no("api-ready").forGood()).isTrue();
    }

    @Test
    void behind_a_proxy_that_may_lead_nowhere_the_remedy_begins_with_the_proxy() {
        sample.readiness = new Part.Missing<>("https://api through the proxy p: refused", Part.Cause.ASTRAY);

        assertThat(no("api-ready").remedy()).startsWith("see first whether that proxy leads there: curl");
        assertThat(no("api-ready").forGood()).isFalse();
    }

    @Test
    void a_node_of_nobody_is_named_and_stays() {
        sample.nodes.add(Sample.withSettings(
                new Node("stray", "v1.36.4", "10.0.0.9", Sample.EARLIER, false, Map.of(), List.of(), Map.of()),
                "v1.36.4",
                Map.of(),
                List.of()));

        assertThat(no("node-set").actual()).contains("stray");
        assertThat(no("node-set").forGood()).isTrue();
    }

    @Test
    void what_is_on_a_node_that_was_left_out_does_not_count() {
        sample.node("worker-2", node -> Sample.withSettings(node, "v1.0.0", Map.of(), List.of()));
        sample.nodeLeases.removeIf(lease -> lease.name().equals("worker-2"));
        sample.pods.replaceAll(pod -> pod.node().equals("worker-2")
                ? Sample.inState(pod, new Pod.State.Waiting("CrashLoopBackOff", ""), 9)
                : pod);
        sample.daemonSets.replaceAll(
                set -> new Workload(set.namespace(), set.name(), true, 3, 3, 2, 2, set.hostNetwork()));
        Snapshot seen = sample.build();
        Snapshot snapshot = new Snapshot(
                seen.now(),
                seen.readiness(),
                seen.objects().without(Set.of("worker-2")),
                seen.facilities(),
                seen.past(),
                seen.probes(),
                seen.trials());

        for (Check check : CheckList.of(
                Sample.expectation(Plugin.FLANNEL, Settings.NONE),
                Sample.inventory().without(Set.of("worker-2")),
                List.of())) {
            assertThat(check.answer(snapshot)).as(check.id()).isInstanceOf(Answer.Yes.class);
        }
        assertThat(new NodeSet(Sample.inventory().without(Set.of("worker-2")), Set.of())
                        .answer(snapshot)
                        .toString())
                .contains("left out: worker-2");
    }

    @Test
    void nothing_of_the_system_is_expected_on_a_node_that_is_no_machine() {
        sample.node(
                "worker-2",
                node -> Sample.withSettings(node, node.version(), Map.of("type", "virtual-kubelet"), List.of()));
        sample.pods.replaceAll(pod -> pod.node().equals("worker-2")
                ? Sample.inState(pod, new Pod.State.Waiting("ContainerCreating", ""), 0)
                : pod);
        sample.daemonSets.replaceAll(
                set -> new Workload(set.namespace(), set.name(), true, 3, 3, 2, 2, set.hostNetwork()));
        Snapshot snapshot = sample.build();

        List<Node> apart = sample.nodes.stream()
                .filter(node -> node.name().equals("worker-2"))
                .toList();
        for (String id : List.of("kube-proxy", "network-plugin", "stable-pods")) {
            assertThat(check(id, List.of()).answer(snapshot)).as(id).isInstanceOf(Answer.No.class);
            assertThat(check(id, apart).answer(snapshot))
                    .as(id)
                    .isInstanceOfSatisfying(
                            Answer.Yes.class,
                            yes -> assertThat(yes.evidence()).endsWith(", except on worker-2 (virtual-kubelet)"));
        }
    }

    private static Check check(String id, List<Node> apart) {
        return CheckList.of(Sample.expectation(Plugin.FLANNEL, Settings.NONE), Sample.inventory(), apart).stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_is_meant_to_be_other_than_usual_is_no_fault() {
        sample.node("worker-1", Sample::cordoned);
        sample.nodes.add(new Node("spare-1", "v1.36.4", "", Sample.EARLIER, false, Map.of(), List.of(), Map.of()));
        Expectation usual = Sample.expectation(Plugin.FLANNEL, Settings.NONE);
        Expectation meant = new Expectation(
                usual.kubernetesVersion(),
                usual.network(),
                usual.dnsDomain(),
                usual.settings(),
                usual.verification().with(new Verification.Exceptions(Set.of("worker-1"), Set.of("spare-1"))),
                usual.deadline(),
                usual.aside());

        assertThat(no("node-set").actual()).contains("spare-1");
        assertThat(no("node-settings").actual()).contains("worker-1 is cordoned");
        assertThat(CheckList.of(meant, Sample.inventory(), List.of()))
                .filteredOn(check -> check.id().startsWith("node-set"))
                .extracting(check -> check.answer(sample.build()).toString())
                .anyMatch(answer -> answer.contains("beside them, as expected: spare-1"))
                .anyMatch(answer -> answer.contains("cordoned as expected: worker-1"));
    }

    @Test
    void a_missing_node_may_still_come() {
        sample.nodes.removeIf(node -> node.name().equals("worker-2"));

        assertThat(no("node-set").actual()).isEqualTo("node worker-2 is missing");
        assertThat(no("node-set").forGood()).isFalse();
    }

    @Test
    void a_ready_node_whose_kubelet_fell_silent_is_not_fine() {
        Instant last = Sample.NOW.minusSeconds(41);
        sample.nodeLeases.replaceAll(lease -> lease.name().equals("worker-1")
                ? new Lease("worker-1", "worker-1", Duration.ofSeconds(40), Optional.of(last), Map.of())
                : lease);

        assertThat(no("nodes-ready").actual()).contains("worker-1", "silent since " + last);
    }

    @Test
    void only_a_node_that_registered_a_moment_ago_may_be_without_a_lease() {
        sample.nodeLeases.removeIf(lease -> lease.name().equals("worker-1"));
        registered("worker-1", Sample.NOW.minusSeconds(41));
        assertThat(no("nodes-ready").actual()).contains("the kubelet of worker-1 has not reported yet");

        registered("worker-1", Sample.NOW.minusSeconds(39));
        assertThat(yes("nodes-ready")).contains("worker-1 registered less than 40 s ago");
    }

    @Test
    void a_node_that_is_no_machine_need_not_have_a_lease_but_renews_the_one_that_it_has() {
        sample.node(
                "worker-2",
                node -> Sample.withSettings(node, node.version(), Map.of("type", "virtual-kubelet"), List.of()));
        registered("worker-2", Sample.NOW.minusSeconds(41));
        sample.nodeLeases.removeIf(lease -> lease.name().equals("worker-2"));
        yes("nodes-ready");

        sample.nodeLeases.add(new Lease(
                "worker-2", "worker-2", Duration.ofSeconds(40), Optional.of(Sample.NOW.minusSeconds(41)), Map.of()));
        assertThat(no("nodes-ready").actual()).contains("the kubelet of worker-2 has been silent since");
    }

    private void registered(String name, Instant created) {
        sample.node(
                name,
                node -> new Node(
                        name,
                        node.version(),
                        node.address(),
                        created,
                        node.cordoned(),
                        node.labels(),
                        node.taints(),
                        node.conditions()));
    }

    @Test
    void a_node_whose_network_never_came_up_keeps_its_taint_and_is_told() {
        sample.node("worker-2", node -> {
            List<Taint> taints = new ArrayList<>(node.taints());
            taints.add(Taint.STARTING);
            return Sample.withSettings(node, node.version(), node.labels(), taints);
        });

        assertThat(no("node-settings").actual())
                .isEqualTo("worker-2 takes no pods yet, its network was not up in time");
    }

    @Test
    void a_kubelet_may_be_three_minor_versions_older_and_none_newer_than_the_api_server() {
        sample.node("worker-1", node -> Sample.withSettings(node, "v1.33.1+k3s1", node.labels(), node.taints()));
        sample.node("worker-2", node -> Sample.withSettings(node, "kwok-v0.8.0", node.labels(), node.taints()));
        assertThat(answer("version-skew", Plugin.FLANNEL, Settings.NONE))
                .isEqualTo(new Answer.Yes("API server v1.36.4, kubelets kwok-v0.8.0, v1.33.1+k3s1, v1.36.4"));

        sample.node("worker-1", node -> Sample.withSettings(node, "v1.32.9", node.labels(), node.taints()));
        assertThat(no("version-skew").actual())
                .isEqualTo("worker-1 has kubelet v1.32.9, too old for the API server's v1.36.4");
        sample.node("worker-1", node -> Sample.withSettings(node, "v1.37.0", node.labels(), node.taints()));
        assertThat(no("version-skew").actual()).contains("v1.37.0, newer than the API server's v1.36.4");
        assertThat(no("version-skew").forGood()).isTrue();
    }

    @Test
    void api_servers_may_be_one_minor_version_apart() {
        sample.pods.add(apiServer("cp-2", "registry.k8s.io/kube-apiserver:v1.35.9"));
        sample.node("worker-1", node -> Sample.withSettings(node, "v1.33.1", node.labels(), node.taints()));
        kubelets("v1.36.4", "v1.35.9");
        assertThat(yes("version-skew")).isEqualTo("API servers v1.35.9, v1.36.4, kubelets v1.33.1, v1.35.9");

        sample.withoutPod("kube-apiserver-cp-2");
        sample.pods.add(apiServer("cp-2", "registry.k8s.io:5000/kube-apiserver:v1.34.2@sha256:0123"));
        kubelets("v1.35.9", "v1.34.2");
        assertThat(no("version-skew").actual())
                .isEqualTo("kube-apiserver-cp-2 is v1.34.2, the API server v1.36.4: more than one minor version apart");
        assertThat(no("version-skew").forGood()).isTrue();
    }

    @Test
    void a_kubelet_may_not_be_newer_than_the_oldest_api_server_or_too_old_for_the_newest() {
        sample.pods.add(apiServer("cp-2", "registry.k8s.io/kube-apiserver:v1.35.9"));
        assertThat(no("version-skew").expected())
                .isEqualTo("kubelets from 1.33 to 1.35, and API servers no more than one minor version apart");
        assertThat(no("version-skew").actual())
                .contains("worker-1 has kubelet v1.36.4, newer than kube-apiserver-cp-2's v1.35.9");

        kubelets("v1.36.4", "v1.32.9");
        assertThat(no("version-skew").actual())
                .contains("worker-1 has kubelet v1.32.9, too old for the API server's v1.36.4");
    }

    @Test
    void an_api_server_whose_image_does_not_say_its_version_is_taken_for_the_same() {
        sample.pods.add(apiServer("cp-1", "rancher/hardened-kubernetes:v1.36.4-rke2r1-build20260801"));
        sample.pods.add(apiServer("cp-2", "sha256:5d4c5b3f9c1e"));
        sample.pods.add(apiServer("cp-3", "registry.example.com:5000/kube-apiserver"));
        sample.pods.add(apiServer(
                "cp-4", "registry.k8s.io/kube-apiserver:v1.30.0", new Pod.State.Waiting("ContainerCreating", "")));

        assertThat(yes("version-skew")).isEqualTo("API server v1.36.4, kubelets v1.36.4");
    }

    private void kubelets(String from, String to) {
        sample.nodes.replaceAll(node ->
                node.version().equals(from) ? Sample.withSettings(node, to, node.labels(), node.taints()) : node);
    }

    private static Pod apiServer(String node, String image) {
        return apiServer(node, image, new Pod.State.Running(Sample.EARLIER));
    }

    private static Pod apiServer(String node, String image, Pod.State state) {
        Pod pod = Sample.pod("kube-system", "kube-apiserver-" + node, node, "Node/" + node);
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.owner(),
                pod.priorityClass(),
                pod.phase(),
                true,
                false,
                "",
                pod.labels(),
                List.of(new Pod.Container(
                        "kube-apiserver", image, "containerd://2", true, 0, state, Optional.empty())));
    }

    @Test
    void version_label_taint_role_and_cordon_are_all_told_at_once() {
        sample.node("cp-1", node -> Sample.withSettings(node, "v1.36.4", Map.of(), List.of()));
        sample.node("worker-1", node -> Sample.withSettings(node, "v1.36.3", Map.of("disk", "slow"), List.of()));
        sample.node(
                "worker-2",
                node -> Sample.withSettings(
                        node, "v1.36.4", Map.of(), List.of(new Taint("only", "other", "NoSchedule"))));

        assertThat(no("node-settings").actual())
                .contains(
                        "cp-1 is not marked as a control plane",
                        "worker-1 has kubelet v1.36.3, not v1.36.4",
                        "worker-1 lacks the label disk=fast",
                        "worker-2 lacks the taint only=batch:NoSchedule");
        assertThat(no("node-settings").forGood()).isTrue();
    }

    @Test
    void a_scheduler_that_is_ready_and_leads_no_more_does_not_work() {
        lease("kube-controller-manager", "cp-1_7f", Sample.NOW.minusSeconds(10));
        lease("kube-scheduler", "cp-1_7f", Sample.NOW.minusSeconds(39));
        yes("control-plane");

        lease("kube-scheduler", "cp-1_7f", Sample.NOW.minusSeconds(41));
        assertThat(no("control-plane").actual())
                .isEqualTo("no kube-scheduler does its work: cp-1_7f has not renewed the lease kube-scheduler since"
                        + " 2026-11-21T11:59:19Z");
        assertThat(no("control-plane").forGood()).isFalse();
    }

    @Test
    void a_scheduler_that_is_not_marked_ready_yet_is_proven_by_its_lease() {
        running("kube-scheduler-cp-1");
        lease("kube-scheduler", "cp-1_7f", Sample.NOW.minusSeconds(1));

        assertThat(yes("control-plane")).contains("kube-scheduler-cp-1 renews its lease");
    }

    @Test
    void a_lease_from_before_the_container_was_started_proves_nothing() {
        running("kube-scheduler-cp-1");
        lease("kube-scheduler", "cp-1_7f", Sample.EARLIER.minusSeconds(1));

        assertThat(no("control-plane").actual()).contains("kube-scheduler-cp-1");
    }

    @Test
    void the_lease_of_another_host_proves_nothing() {
        running("kube-controller-manager-cp-1");
        lease("kube-controller-manager", "cp-10_7f", Sample.NOW.minusSeconds(1));

        assertThat(no("control-plane").actual()).contains("kube-controller-manager-cp-1");
    }

    @Test
    void a_pod_that_only_bears_the_name_of_a_part_of_the_control_plane_is_none() {
        sample.withoutPod("kube-scheduler-cp-1");
        sample.pods.add(Sample.pod("kube-system", "kube-scheduler-cp-1", "cp-1", ""));

        assertThat(no("control-plane").actual())
                .isEqualTo("kube-scheduler-cp-1 is no static pod of cp-1: somebody made it through the API");
    }

    @Test
    void etcd_and_the_api_server_of_a_single_control_plane_are_proven_by_readyz() {
        running("etcd-cp-1");
        running("kube-apiserver-cp-1");

        assertThat(yes("control-plane")).contains("etcd-cp-1 answers /readyz", "kube-apiserver-cp-1 answers /readyz");
    }

    @Test
    void no_etcd_pod_is_expected_where_etcd_is_elsewhere() {
        sample.withoutPod("etcd-cp-1");
        assertThat(no("control-plane").actual()).contains("etcd-cp-1");

        sample.externalEtcd = new Part.Known<>(true);
        assertThat(yes("control-plane")).doesNotContain("etcd");
    }

    @Test
    void a_static_pod_on_another_host_does_not_count() {
        sample.withoutPod("etcd-cp-1");
        sample.pods.add(Sample.pod("kube-system", "etcd-cp-1", "worker-1", "Node/worker-1"));

        assertThat(no("control-plane").actual()).contains("there is no pod etcd-cp-1");
    }

    @Test
    void a_daemon_set_whose_new_form_is_not_taken_up_is_not_ready() {
        sample.daemonSet(
                set -> set.name().equals("kube-proxy"),
                set -> new Workload(set.namespace(), set.name(), false, 3, 3, 3, 3, true));

        assertThat(no("kube-proxy").actual()).contains("not taken up");
    }

    @Test
    void calico_of_the_operator_and_of_the_manifest_are_both_known() {
        for (String namespace : List.of("kube-system", "calico-system")) {
            Workload set = new Workload(namespace, "calico-node", true, 3, 3, 3, 3, true);
            assertThat(PodNetwork.of(Plugin.CALICO).orElseThrow().has(set)).isTrue();
        }
    }

    @Test
    void a_plugin_of_the_users_own_is_every_daemon_set_in_the_hosts_network() {
        sample.daemonSets.add(new Workload("mine", "my-net", true, 3, 3, 2, 2, true));
        sample.daemonSets.add(new Workload("mine", "log-shipper", true, 3, 3, 0, 0, false));

        assertThat(answer("network-plugin", Plugin.MANIFEST, Settings.NONE))
                .isInstanceOfSatisfying(
                        Answer.No.class,
                        no -> assertThat(no.actual()).contains("mine/my-net").doesNotContain("log-shipper"));
    }

    @Test
    void what_the_profile_skips_is_not_checked() {
        Settings settings = new Expected().withoutDns().withoutKubeProxy();

        assertThat(CheckList.of(Sample.expectation(Plugin.NONE, settings), Sample.inventory(), List.of()))
                .extracting(Check::id)
                .containsExactly(
                        "api-ready",
                        "node-set",
                        "nodes-ready",
                        "node-settings",
                        "version-skew",
                        "control-plane",
                        "etcd",
                        "workloads",
                        "api-services",
                        "certificate-requests",
                        "webhooks",
                        "certificates",
                        "stable-pods");
    }

    @Test
    void the_basic_level_is_about_the_api_and_the_nodes_only() {
        Profile basic = Sample.profile(Plugin.FLANNEL, Settings.NONE);
        Verification verification = basic.verification().with(Verification.Level.BASIC);

        assertThat(CheckList.of(Expectation.of(basic.with(verification)).first(), Sample.inventory(), List.of()))
                .extracting(Check::id)
                .containsExactly("api-ready", "node-set", "nodes-ready", "node-settings", "version-skew");
    }

    @Test
    void a_taint_that_the_inventory_does_not_list_is_told_but_not_one_of_kubernetes() {
        Node node = sample.nodes.getFirst();
        List<Taint> own = List.of(
                new Taint("node-role.kubernetes.io/control-plane", "", "NoSchedule"),
                new Taint("node.kubernetes.io/unreachable", "", "NoExecute"),
                new Taint("soft", "", "PreferNoSchedule"));
        sample.node("cp-1", same -> Sample.withSettings(node, "v1.36.4", node.labels(), own));
        assertThat(yes("node-settings")).isNotEmpty();

        sample.node(
                "worker-1",
                worker -> Sample.withSettings(
                        worker, "v1.36.4", worker.labels(), List.of(new Taint("gpu", "yes", "NoSchedule"))));
        assertThat(no("node-settings").actual())
                .isEqualTo("worker-1 has the taint gpu=yes:NoSchedule, which the inventory does not list");
        assertThat(no("node-settings").remedy()).startsWith("kubectl taint node worker-1 gpu:NoSchedule-");
    }

    @Test
    void a_default_storage_class_is_asked_for_where_the_profile_wants_one() {
        Profile usual = Sample.profile(Plugin.FLANNEL, Settings.NONE);
        Verification verification = new Verification(
                Verification.Level.STANDARD,
                Sample.WINDOW,
                true,
                Verification.Hold.ONE_LOOK,
                Verification.Probe.DEFAULT,
                Verification.Exceptions.NONE);

        assertThat(CheckList.of(Expectation.of(usual.with(verification)).first(), Sample.inventory(), List.of()))
                .extracting(Check::id)
                .contains("storage-class");
    }

    @Test
    void core_dns_that_loops_is_hopeless_at_once_and_the_remedy_is_about_the_hosts_resolver() {
        sample.pod("coredns-1", pod -> Sample.inState(pod, new Pod.State.Waiting("CrashLoopBackOff", ""), 1));
        sample.deployments.set(0, new Workload("kube-system", "coredns", true, 2, 2, 1, 1, false));
        sample.past = sample.past.withLogs(Map.of(
                "kube-system/coredns-1/main",
                "[INFO] x\n[FATAL] plugin/loop: Loop (127.0.0.1:4711 -> :53) detected for zone \".\", see ...\n"));

        assertThat(no("core-dns").forGood()).isTrue();
        assertThat(no("core-dns").actual()).contains("coredns-1 on worker-1", "Loop (127.0.0.1:4711 -> :53)");
        assertThat(no("core-dns").remedy()).contains("resolvConf", "worker-1", "127.0.0.x");
        assertThat(no("stable-pods").remedy()).contains("resolvConf");
    }

    @Test
    void a_crash_loop_is_hopeless_from_the_third_restart_on() {
        sample.pod("flannel-cp-1", pod -> Sample.inState(pod, new Pod.State.Waiting("CrashLoopBackOff", ""), 2));
        assertThat(no("network-plugin").forGood()).isFalse();

        sample.pod("flannel-cp-1", pod -> Sample.inState(pod, new Pod.State.Waiting("CrashLoopBackOff", ""), 3));
        assertThat(no("network-plugin").forGood()).isTrue();
        assertThat(no("network-plugin").actual()).contains("flannel-cp-1 on cp-1", "3 restarts");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_hopeless_after_half_a_minute() {
        sample.pod(
                "flannel-cp-1",
                pod -> Sample.inState(pod, new Pod.State.Waiting("ImagePullBackOff", "not found in the mirror"), 0));
        sample.past = stuckFor(Duration.ofSeconds(29));
        assertThat(no("network-plugin").forGood()).isFalse();

        sample.past = stuckFor(Duration.ofSeconds(31));
        assertThat(no("network-plugin").forGood()).isTrue();
        assertThat(no("network-plugin").actual())
                .contains("registry.k8s.io/x:1", "not found in the mirror", "flannel-cp-1 on cp-1");
    }

    private static Past stuckFor(Duration time) {
        return new Past(
                Sample.NOW,
                Sample.NOW.minus(Sample.WINDOW),
                List.of(),
                Map.of(),
                Map.of("kube-flannel/flannel-cp-1/main", Sample.NOW.minus(time)),
                Map.of());
    }

    @Test
    void the_pods_are_looked_at_for_the_whole_window() {
        Instant first = Sample.NOW.minus(Sample.WINDOW).plusMillis(1);
        sample.past = new Past(Sample.NOW, first, List.of(), Map.of(), Map.of(), Map.of());

        assertThat(no("stable-pods").forGood()).isFalse();
    }

    @Test
    void a_restart_before_a_quiet_window_is_told() {
        sample.past = new Past(
                Sample.NOW,
                Sample.NOW.minus(Sample.WINDOW),
                List.of("kube-system/etcd-cp-1 on cp-1"),
                Map.of(),
                Map.of(),
                Map.of());

        assertThat(yes("stable-pods")).contains("before that restarted: kube-system/etcd-cp-1 on cp-1");
    }

    @Test
    void one_endpoint_is_enough_only_where_core_dns_has_one_replica_and_that_is_said() {
        sample.endpoints = new Part.Known<>(new Probes.Endpoints("kprov-verify-1", "10.96.7.7", 1, 1));
        sample.service.clear();
        assertThat(no("service-requests").actual()).contains("1 ready endpoints of 2");

        sample.deployments.set(0, new Workload("kube-system", "coredns", true, 1, 1, 1, 1, false));
        sample.service.putAll(Sample.healthy().service);
        assertThat(yes("service-requests")).contains("coredns has one replica");
    }

    @Test
    void what_kube_proxy_complains_of_is_told_and_makes_it_hopeless_after_a_while() {
        sample.service.put("worker-1", new Probes.Outcome.Bad("at 10.96.7.7 8 × no answer", Duration.ofSeconds(21)));
        assertThat(no("service-requests").forGood()).isFalse();

        sample.past = sample.past.withLogs(Map.of(
                "kube-system/kube-proxy-worker-1/main",
                "I1 started\nE1 \"Failed to execute iptables-restore\" err=\"libm.so.6\"\nI1 retrying\n"));
        assertThat(no("service-requests").forGood()).isTrue();
        assertThat(no("service-requests").actual()).contains("worker-1", "iptables-restore", "libm.so.6");
    }

    @Test
    void a_host_that_cannot_be_asked_leaves_the_question_open() {
        sample.dns.put("worker-1", new Probes.Outcome.Unable("cannot log in to worker-1", true));

        assertThat(answer("cluster-dns", Plugin.FLANNEL, Settings.NONE))
                .isEqualTo(new Answer.CannotTell("worker-1: cannot log in to worker-1", true));
    }

    private void running(String pod) {
        sample.pod(pod, p -> Sample.inState(p, new Pod.State.Running(Sample.EARLIER), 0));
    }

    private void lease(String name, String holder, Instant renewed) {
        sample.systemLeases.add(new Lease(name, holder, Duration.ofSeconds(15), Optional.of(renewed), Map.of()));
    }

    private String yes(String id) {
        Answer answer = answer(id, Plugin.FLANNEL, Settings.NONE);
        assertThat(answer).isInstanceOf(Answer.Yes.class);
        return ((Answer.Yes) answer).evidence();
    }

    private Answer.No no(String id) {
        Answer answer = answer(id, Plugin.FLANNEL, Settings.NONE);
        assertThat(answer).isInstanceOf(Answer.No.class);
        return (Answer.No) answer;
    }

    private Answer answer(String id, Network.Plugin plugin, Settings settings) {
        return CheckList.of(Sample.expectation(plugin, settings), Sample.inventory(), List.of()).stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow()
                .answer(sample.build());
    }
}
