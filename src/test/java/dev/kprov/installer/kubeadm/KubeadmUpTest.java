package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.containerd.ContainerdConfig;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.observe.ChangedFacts;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KubeadmUpTest {
    private final Sample sample = new Sample();

    @Test
    void fresh_hosts_are_prepared_side_by_side_and_joined_without_waiting_for_dns_or_network() {
        Plan plan = new KubeadmUp(sample.intent()).plan();

        assertThat(plan.steps())
                .extracting(step -> step.id().toString())
                .containsExactly(
                        "cp-1/prepare-kernel",
                        "cp-1/install-packages",
                        "cp-1/configure-containerd",
                        "worker-1/prepare-kernel",
                        "worker-1/install-packages",
                        "worker-1/configure-containerd",
                        "worker-1/pull-images",
                        "cp-1/start-control-plane",
                        "cp-1/finish-control-plane",
                        "cp-1/apply-network",
                        "cp-1/fetch-kubeconfig",
                        "cp-1/await-token",
                        "worker-1/kubeadm-join",
                        "cp-1/admit-nodes",
                        "cp-1/install-dns");
        assertThat(before(plan, "worker-1/kubeadm-join"))
                .contains("cp-1/finish-control-plane", "cp-1/await-token", "worker-1/configure-containerd")
                .doesNotContain("cp-1/apply-network", "cp-1/install-dns", "worker-1/pull-images");
        assertThat(before(plan, "cp-1/admit-nodes"))
                .contains("cp-1/await-token")
                .doesNotContain("worker-1/kubeadm-join");
        assertThat(before(plan, "cp-1/install-dns")).doesNotContain("cp-1/await-token", "cp-1/admit-nodes");
        assertThat(before(plan, "cp-1/apply-network")).doesNotContain("cp-1/finish-control-plane");
        assertThat(before(plan, "cp-1/install-packages")).isEmpty();
    }

    @Test
    void ipv6_is_forwarded_only_where_pods_have_it() {
        String name = "net.ipv6.conf.all.forwarding = 1";
        assertThat(sysctls()).doesNotContain(name);

        sample.settings = Map.of(
                "clusterConfiguration", Map.of("networking", Map.of("podSubnet", "10.244.0.0/16,fd00:10:244::/56")));

        assertThat(sysctls()).contains(name);
        assertThat(new KubeadmInstaller()
                        .probe(sample.profile(), sample.inventory())
                        .sysctls())
                .contains("net.ipv6.conf.all.forwarding");
    }

    @Test
    void a_cluster_that_is_right_has_nothing_to_do() {
        Plan plan = new KubeadmUp(sample.built().intent()).plan();

        assertThat(plan.steps().stream()
                        .filter(step -> step.action() instanceof Action.Run)
                        .map(step -> step.id().toString()))
                .isEmpty();
    }

    @Test
    void a_node_that_an_earlier_run_did_not_admit_is_admitted_though_nobody_joins() {
        sample.built();
        HostFacts facts = sample.facts.get("cp-1");
        HostFacts.Membership member = facts.membership().orElseThrow();
        HostFacts.ClusterState cluster = member.cluster().orElseThrow();
        Map<String, HostFacts.NodeState> nodes = new HashMap<>(cluster.nodes());
        nodes.put("worker-1", new HostFacts.NodeState(true, Set.of(), Set.of(Taint.STARTING.toString())));
        sample.facts.put(
                "cp-1",
                ChangedFacts.of(facts)
                        .cluster(new HostFacts.ClusterState(nodes, cluster.objects()))
                        .facts());

        Plan plan = new KubeadmUp(sample.intent()).plan();

        assertThat(script(plan, "cp-1/admit-nodes").parameters()).containsEntry("NODES", Value.of("worker-1"));
        assertThat(before(plan, "cp-1/admit-nodes")).contains("cp-1/finish-control-plane");
    }

    @Test
    void only_a_new_host_is_prepared_and_joined_with_the_pinned_ca() {
        sample.built();
        Host added = Sample.host("worker-2", "10.0.0.3", Role.WORKER);
        List<Host> hosts = new ArrayList<>(sample.hosts);
        hosts.add(added);
        sample.hosts = hosts;
        sample.facts.put("worker-2", Sample.fresh("worker-2"));

        Plan plan = new KubeadmUp(sample.intent()).plan();

        assertThat(plan.steps().stream()
                        .filter(step -> step.action() instanceof Action.Run)
                        .map(step -> step.id().toString()))
                .containsExactly(
                        "worker-2/prepare-kernel",
                        "worker-2/install-packages",
                        "worker-2/configure-containerd",
                        "worker-2/pull-images",
                        "cp-1/create-token",
                        "cp-1/await-token",
                        "worker-2/kubeadm-join",
                        "cp-1/admit-nodes");
        assertThat(text(script(plan, "worker-2/kubeadm-join").files().get("join.yaml"), Map.of()))
                .contains("sha256:" + "a".repeat(64));
    }

    @Test
    void the_join_file_takes_the_hash_that_init_captured_and_nothing_secret_is_plain_text() {
        Script join = script(new KubeadmUp(sample.intent()).plan(), "worker-1/kubeadm-join");

        String text = text(join.files().get("join.yaml"), Map.of("CA_HASH", "sha256:" + "b".repeat(64)));

        assertThat(text)
                .contains("kubeadm.k8s.io/v1beta4", "JoinConfiguration", "sha256:" + "b".repeat(64))
                .contains("10.0.0.1:6443");
        assertThat(join.toString()).doesNotContain(Sample.CREDENTIALS.bootstrapToken());
        assertThat(join.parameters().toString()).doesNotContain(Sample.CREDENTIALS.bootstrapToken());
    }

    @Test
    void the_native_block_is_merged_over_what_kprov_makes() {
        sample.settings = Map.of(
                "kubeletConfiguration", Map.of("failCgroupV1", false),
                "clusterConfiguration", Map.of("apiServer", Map.of("certSANs", List.of("k8s.example.com"))),
                "initConfiguration", Map.of("nodeRegistration", Map.of("ignorePreflightErrors", List.of("NumCPU"))));

        String init = text(
                script(new KubeadmUp(sample.intent()).plan(), "cp-1/start-control-plane")
                        .files()
                        .get("init.yaml"),
                Map.of());

        assertThat(init)
                .contains("failCgroupV1: false", "cgroupDriver: systemd", "k8s.example.com", "NumCPU")
                .contains("controlPlaneEndpoint", "kubernetesVersion: v1.36.4", "name: cp-1");
    }

    @Test
    void phases_that_the_profile_skips_are_skipped_in_both_parts_of_init() {
        sample.settings =
                Map.of("initConfiguration", Map.of("skipPhases", List.of("addon/kube-proxy", "addon/coredns")));

        Plan plan = new KubeadmUp(sample.intent()).plan();

        for (String step : List.of("cp-1/start-control-plane", "cp-1/finish-control-plane")) {
            assertThat(text(script(plan, step).parameters().get("SKIP"), Map.of()))
                    .isEqualTo("addon/kube-proxy,addon/coredns");
        }
        assertThat(plan.steps()).extracting(one -> one.id().toString()).doesNotContain("cp-1/install-dns");
    }

    @Test
    void labels_and_taints_are_set_after_the_join_and_left_alone_when_they_are_there() {
        Host worker = sample.hosts.get(1);
        sample.hosts = List.of(
                sample.hosts.get(0),
                new Host(
                        worker.name(),
                        worker.address(),
                        worker.internalAddress(),
                        worker.roles(),
                        Map.of("zone", "a"),
                        List.of(new Taint("dedicated", "db", "NoSchedule")),
                        worker.access(),
                        worker.become()));

        Plan plan = new KubeadmUp(sample.intent()).plan();

        assertThat(before(plan, "cp-1/label-worker-1")).contains("worker-1/kubeadm-join");
        Script label = script(plan, "cp-1/label-worker-1");
        assertThat(text(label.files().get("labels"), Map.of())).isEqualTo("zone=a\n");
        assertThat(text(label.files().get("taints"), Map.of())).isEqualTo("dedicated=db:NoSchedule\n");
    }

    @Test
    void a_control_plane_that_works_too_has_no_taint() {
        sample.hosts = List.of(Sample.host("cp-1", "10.0.0.1", Role.CONTROL_PLANE, Role.WORKER));

        Plan plan = new KubeadmUp(sample.intent()).plan();

        assertThat(text(script(plan, "cp-1/start-control-plane").files().get("init.yaml"), Map.of()))
                .contains("taints: []");
    }

    @Test
    void mirrors_become_hosts_files_and_a_config_path() {
        sample.mirrors = Map.of("registry.k8s.io", List.of("http://10.0.0.9:5000"));

        Script configure = script(new KubeadmUp(sample.intent()).plan(), "worker-1/configure-containerd");

        assertThat(text(configure.files().get("hosts-registry.k8s.io.toml"), Map.of()))
                .contains("http://10.0.0.9:5000", "server = \"https://registry.k8s.io\"");
        assertThat(text(configure.files().get("config.toml"), Map.of())).contains(ContainerdConfig.REGISTRY_FOLDER);
    }

    private String sysctls() {
        return String.valueOf(script(new KubeadmUp(sample.intent()).plan(), "cp-1/prepare-kernel")
                .files()
                .get("sysctl.conf"));
    }

    private static Script script(Plan plan, String id) {
        return ((Action.Run) step(plan, id).action()).script();
    }

    private static Step step(Plan plan, String id) {
        return plan.steps().stream()
                .filter(step -> step.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Everything that has to end before a step begins.
    private static Set<String> before(Plan plan, String id) {
        Set<StepId> found = new HashSet<>();
        List<StepId> todo = new ArrayList<>(step(plan, id).after());
        while (!todo.isEmpty()) {
            StepId next = todo.removeLast();
            if (found.add(next)) {
                todo.addAll(step(plan, next.toString()).after());
            }
        }
        return found.stream().map(StepId::toString).collect(Collectors.toSet());
    }

    static String text(Value value, Map<String, String> captured) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Secret secret -> secret.text();
            case Value.Captured name -> captured.get(name.name());
            case Value.Folder folder -> folder.name();
            case Value.Joined joined ->
                joined.parts().stream().map(part -> text(part, captured)).collect(Collectors.joining());
        };
    }
}
