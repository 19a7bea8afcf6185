package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Role;
import dev.kprov.observe.ChangedFacts;
import dev.kprov.observe.HostFacts;
import dev.kprov.observe.HostFacts.Membership;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KubeadmRefusalsTest {
    private final Sample sample = new Sample();

    @Test
    void fresh_hosts_and_a_running_cluster_are_fine() {
        assertThat(refusals()).isEmpty();
        sample.built();
        assertThat(refusals()).isEmpty();
    }

    @Test
    void cgroup_v1_is_refused_since_1_35_unless_the_kubelet_is_told_to_run_there() {
        change("worker-1", facts -> facts.resources(resources(2, 4096, List.of(), 1, 20_000)));

        assertThat(refusals())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("failCgroupV1: false"));

        sample.settings = Map.of("kubeletConfiguration", Map.of("failCgroupV1", false));
        assertThat(refusals()).isEmpty();
    }

    @Test
    void swap_a_full_disk_and_a_small_machine_are_all_told_at_once() {
        change("cp-1", facts -> facts.resources(resources(1, 900, List.of("/dev/sda2"), 2, 100)));

        assertThat(refusals())
                .extracting(Problem::what)
                .containsExactly(
                        "cp-1 has 1 CPU",
                        "cp-1 has 900 MB of memory",
                        "/var on cp-1 has 100 MB left",
                        "swap is on at cp-1: /dev/sda2");
        assertThat(refusals())
                .allSatisfy(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID));
    }

    @Test
    void a_network_of_the_profile_that_hosts_stand_in_is_told_once_with_its_device() {
        change("cp-1", facts -> facts.subnets(Map.of("10.244.7.0/24", "eth0", "10.0.0.0/24", "eth1")));
        change(
                "worker-1",
                facts -> facts.subnets(
                        Map.of("10.244.7.0/24", "eth1", "10.96.0.0/11", "wg0", "odd", "eth2", "fd00::/64", "eth0")));

        assertThat(refusals())
                .extracting(Problem::what)
                .containsExactly(
                        "network.podCidr 10.244.0.0/16 overlaps 10.244.7.0/24, a network of eth0 on cp-1 and of 1 more",
                        "network.serviceCidr 10.96.0.0/12 overlaps 10.96.0.0/11, a network of wg0 on worker-1");
        assertThat(refusals())
                .allSatisfy(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID));
    }

    @Test
    void a_taken_port_names_the_program() {
        change("cp-1", facts -> facts.listening(Map.of(6443, "nginx")));

        assertThat(refusals())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo("port 6443 on cp-1 is taken by nginx"));
    }

    @Test
    void a_node_of_another_cluster_is_left_alone() {
        Membership other = new Membership(
                "worker-1", "https://10.9.9.9:6443", "sha256:" + "c".repeat(64), false, false, Optional.empty());
        change("worker-1", facts -> facts.membership(other));

        assertThat(refusals())
                .singleElement()
                .satisfies(problem -> assertThat(problem.why()).contains("https://10.9.9.9:6443"));
    }

    @Test
    void an_init_of_ours_that_was_cut_off_is_not_refused_whatever_listens_there() {
        HostFacts facts = sample.facts.get("cp-1");
        Membership half = new Membership("cp-1", "https://10.0.0.1:6443", "", true, false, Optional.empty());
        HostFacts.Files files = new HostFacts.Files(
                Map.of(HostFiles.INITIALIZING, ""), facts.files().texts());
        for (Optional<Membership> member : List.of(Optional.of(half), Optional.<Membership>empty())) {
            ChangedFacts changed =
                    ChangedFacts.of(facts).listening(Map.of(2379, "etcd")).files(files);
            sample.facts.put(
                    "cp-1", member.map(changed::membership).orElse(changed).facts());

            assertThat(refusals()).isEmpty();
            assertThat(new KubeadmUp(sample.intent()).plan().steps()).anySatisfy(step -> {
                assertThat(step.id().name()).isEqualTo("start-control-plane");
                assertThat(step.action().toString()).contains("reset an init that was cut off");
            });
        }
    }

    @Test
    void a_join_that_was_cut_off_is_done_again_from_the_start() {
        HostFacts.Files files = new HostFacts.Files(
                Map.of("/etc/kubernetes/pki/ca.crt", ""),
                sample.facts.get("worker-1").files().texts());
        change("worker-1", facts -> facts.listening(Map.of(10250, "kubelet")).files(files));

        assertThat(refusals()).isEmpty();
        assertThat(new HostState(sample.intent()).leftover(sample.hosts.getLast()))
                .isTrue();
    }

    @Test
    void a_half_made_control_plane_says_how_to_start_over() {
        Membership half = new Membership("cp-1", "https://10.0.0.1:6443", "", true, false, Optional.empty());
        change("cp-1", facts -> facts.membership(half));

        assertThat(refusals())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("kprov up --fresh"));
    }

    @Test
    void one_machine_under_two_names_is_found() {
        sample.hosts =
                List.of(sample.hosts.get(0), sample.hosts.get(1), Sample.host("worker-2", "10.0.0.3", Role.WORKER));
        sample.facts.put("worker-2", Sample.fresh("worker-1"));

        assertThat(refusals())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what()).startsWith("worker-2 and worker-1 are the same machine"));
    }

    @Test
    void clocks_that_disagree_are_refused() {
        change("worker-1", facts -> facts.clockOffMillis(-95_000));

        assertThat(refusals())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.what()).isEqualTo("the clock of worker-1 is -95 s away from that of cp-1"));
    }

    private List<Problem> refusals() {
        return new KubeadmRefusals(sample.intent()).problems();
    }

    private void change(String host, UnaryOperator<ChangedFacts> change) {
        sample.facts.compute(
                host, (name, facts) -> change.apply(ChangedFacts.of(facts)).facts());
    }

    private static HostFacts.Resources resources(int cpus, long memory, List<String> swap, int cgroup, long disk) {
        return new HostFacts.Resources(cpus, memory, Map.of("/var", disk), swap, cgroup);
    }
}
