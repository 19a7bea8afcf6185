package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.observe.ChangedFacts;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.shell.Value;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubeadmDownTest {
    private final Sample sample = new Sample();

    @Test
    void a_host_that_kprov_never_touched_stays_so_whatever_it_has_of_its_own() {
        file("worker-1", HostFiles.KUBERNETES_LIST, Map.of());

        assertThat(down(true).steps())
                .extracting(step -> step.action().getClass().getSimpleName())
                .containsOnly("Unchanged");
    }

    @Test
    void a_host_that_kprov_began_to_prepare_is_given_its_files_back() {
        file("worker-1", HostFiles.WRITTEN, Map.of());

        assertThat(run(down(false), 1).script().parameters()).containsEntry("PURGE", Value.of(""));
    }

    @Test
    void only_packages_that_kprov_brought_are_purged_even_after_a_down_that_left_them() {
        file("worker-1", "/none", Map.of(HostFiles.BROUGHT, "kubelet\nkubeadm\n"));

        assertThat(down(false).nothingToDo()).isTrue();
        assertThat(run(down(true), 1).script().parameters()).containsEntry("PURGE", Value.of("yes"));
        assertThat(run(down(true), 1).changes()).contains("purge kubeadm, kubelet");
        assertThat(down(true).steps().getFirst().action()).isInstanceOf(Action.Unchanged.class);
    }

    @Test
    void a_worker_that_leaves_is_drained_before_it_is_reset_and_its_node_deleted_after() {
        sample.built();

        Plan plan = new KubeadmDown(sample.intent(), false).leave();

        assertThat(plan.steps())
                .extracting(step -> step.id().toString())
                .containsExactly("cp-1/drain-worker-1", "worker-1/reset-host", "cp-1/delete-worker-1");
        assertThat(plan.steps().get(1).after())
                .containsExactly(plan.steps().get(0).id());
        assertThat(plan.steps().get(2).after())
                .containsExactly(plan.steps().get(1).id());
        assertThat(run(plan, 0).script().parameters()).containsEntry("NODE", Value.of("worker-1"));
    }

    @Test
    void a_worker_without_a_cluster_is_only_reset() {
        file("worker-1", HostFiles.WRITTEN, Map.of());

        assertThat(new KubeadmDown(sample.intent(), false).leave().steps())
                .extracting(step -> step.id().toString())
                .containsExactly("worker-1/reset-host");
    }

    @Test
    void of_a_worker_that_is_gone_only_the_node_is_deleted() {
        sample.built();
        sample.facts.remove("worker-1");

        Plan plan = new KubeadmDown(sample.intent(), false).leave();
        assertThat(plan.steps()).extracting(step -> step.id().toString()).containsExactly("cp-1/delete-worker-1");
        assertThat(run(plan, 0).script().parameters()).containsEntry("NODE", Value.of("worker-1"));
    }

    private Plan down(boolean purge) {
        return new KubeadmDown(sample.intent(), purge).plan();
    }

    private static Action.Run run(Plan plan, int step) {
        return (Action.Run) plan.steps().get(step).action();
    }

    private void file(String host, String path, Map<String, String> texts) {
        HostFacts facts = sample.facts.get(host);
        Map<String, String> all = new HashMap<>(facts.files().texts());
        all.putAll(texts);
        sample.facts.put(
                host,
                ChangedFacts.of(facts)
                        .files(new HostFacts.Files(Map.of(path, "0".repeat(64)), all))
                        .facts());
    }
}
