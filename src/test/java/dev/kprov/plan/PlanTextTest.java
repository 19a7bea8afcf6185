package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.shell.Script;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PlanTextTest {
    private static final Step SWAP =
            step("cp-1/swap-off", Stage.PREPARE, "Turn swap off on cp-1", new Action.Unchanged("no swap is active"));
    private static final Step INSTALL = step(
            "cp-1/install-containerd",
            Stage.PREPARE,
            "Install containerd on cp-1",
            run("package containerd 1.7.24", "/etc/containerd/conf.d/kprov.toml"));
    private static final Step WORKER =
            step("worker-1/modules", Stage.PREPARE, "Load kernel modules on worker-1", run("overlay, br_netfilter"));
    private static final Step FETCH = step(
            "cp-1/fetch-kubeconfig",
            Stage.KUBECONFIG,
            "Fetch the kubeconfig from cp-1",
            new Action.Fetch("/etc/kubernetes/admin.conf", "kubeconfig"),
            "cp-1/install-containerd",
            "worker-1/modules");

    @Test
    void groups_by_stage_and_host_and_says_what_would_change() {
        assertThat(PlanText.of(plan(SWAP, WORKER, INSTALL, FETCH), false)).isEqualTo("""
                        plan: up demo with kubeadm

                        prepare hosts
                          cp-1
                            = Turn swap off: no swap is active
                            + Install containerd
                                package containerd 1.7.24
                                /etc/containerd/conf.d/kprov.toml
                          worker-1
                            + Load kernel modules
                                overlay, br_netfilter

                        fetch kubeconfig
                          cp-1
                            + Fetch the kubeconfig from cp-1
                                /etc/kubernetes/admin.conf of cp-1 to kubeconfig

                        3 steps (+) would run, 1 is already so (=).
                        """);
    }

    @Test
    void verbose_tells_order_and_timeout() {
        assertThat(PlanText.of(plan(INSTALL, WORKER, FETCH), true))
                .contains("        id cp-1/fetch-kubeconfig, at most 10 min")
                .contains("        after cp-1/install-containerd, worker-1/modules")
                .endsWith("3 steps (+) would run.\n");
    }

    @Test
    void says_when_there_is_nothing_to_do() {
        assertThat(PlanText.of(plan(SWAP), false)).endsWith("\nNothing to do: the only step is already so.\n");
    }

    private static Plan plan(Step... steps) {
        return new Plan("up", "kubeadm", "demo", List.of(steps));
    }

    private static Action run(String... changes) {
        return new Action.Run(new Script("x", "true", Map.of(), Map.of(), Set.of()), List.of(changes));
    }

    private static Step step(String id, Stage stage, String title, Action action, String... after) {
        Set<StepId> before = Arrays.stream(after).map(StepId::parse).collect(Collectors.toSet());
        return new Step(StepId.parse(id), stage, title, before, action, Duration.ofMinutes(10));
    }
}
