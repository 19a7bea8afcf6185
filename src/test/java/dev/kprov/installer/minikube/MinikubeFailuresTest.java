package dev.kprov.installer.minikube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Failures of a real minikube v1.38.1, and those whose ids its sources have.
class MinikubeFailuresTest {
    private static final Step STEP = new MinikubeInstaller()
            .up(MinikubeBed.intent(MinikubeBed.DOCKER, ""))
            .steps()
            .getFirst();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        start-unreachable             | minikube cannot reach 172.30.0.99:22 | no route to host
        start-unknown-driver          | this machine cannot run the driver | The driver 'nosuch' is not supported on linux/amd64 (exit code 56)
        start-unknown-version-no-force | minikube does not make this version of Kubernetes | Kubernetes 9.99.0 is not supported by this release of minikube (exit code 106)
        start-docker-driver-engine    | minikube cannot download what it needs | Failed to start host: recreate: creating host
        start-new-home-on-used-host   | the host has certificates of another cluster | /var/lib/minikube
        start-kubeadm-fails           | kubeadm failed in its phase wait-control-plane | cannot obtain client without bootstrap
        stop                          | minikube failed | Unable to stop VM: Temporary Error: stop: containers
        """)
    void a_recorded_failure_is_explained(String recording, String what, String why) {
        Problem problem = explain(said(recording));
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(problem.what()).startsWith(what);
        assertThat(problem.why()).contains(why);
        assertThat(problem.remedy()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "PROVIDER_DOCKER_NOT_RUNNING, the driver is not healthy",
        "PROVIDER_KVM2_NOT_FOUND, the driver is not installed",
        "DRV_AS_ROOT, minikube does not want to run as root",
        "RSRC_INSUFFICIENT_CORES, there is too little for the nodes",
        "RSRC_DOCKER_STORAGE, the disk is full",
        "INET_PULL_TIMEOUT, minikube cannot download what it needs",
        "GUEST_MISSING_CONNTRACK, the host lacks a program",
        "GUEST_DRIVER_MISMATCH, the cluster was made with another driver",
        "GUEST_PROVISION_ACQUIRE_LOCK, another minikube works on this cluster",
        "IF_DEDICATED_NETWORK, the engine has no network left",
        "K8S_APISERVER_MISSING, the API server did not start",
        "K8S_KUBELET_NOT_RUNNING, the kubelet did not start",
        "SOMETHING_NEW, minikube failed"
    })
    void a_reason_is_known_by_its_id(String id, String what) {
        String output = MinikubeEvents.FAILED + "it is so\nindeed\n" + MinikubeEvents.REASON + id + ", 99\n";
        Problem problem = explain(output);
        assertThat(problem.what()).startsWith(what);
        assertThat(problem.why()).isEqualTo("minikube said: it is so (exit code 99)");
    }

    @Test
    void the_last_reason_counts() {
        String output = said("start-docker-driver-engine") + "\n" + said("start-unknown-driver");
        assertThat(explain(output).what()).startsWith("this machine cannot run the driver");
    }

    @Test
    void hints_of_a_start_that_went_well_are_no_failure() {
        assertThat(List.of("start-ssh", "none-start", "delete"))
                .allSatisfy(recording -> assertThat(new MinikubeInstaller().explain(STEP, said(recording), ""))
                        .isEmpty());
    }

    private static Problem explain(String output) {
        return new MinikubeInstaller().explain(STEP, output, "").getFirst();
    }

    private static String said(String recording) {
        MinikubeEvents events = new MinikubeEvents();
        return MinikubeBed.recorded(recording + ".jsonl")
                .lines()
                .flatMap(line -> events.hear(line).lines().stream())
                .collect(Collectors.joining("\n"));
    }
}
