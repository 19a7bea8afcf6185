package dev.kprov.installer.kubespray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.ResourceFile;
import dev.kprov.installer.kubespray.ansible.AnsibleEvents;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubesprayFailuresTest {
    private static final Step STEP = new Step(
            new StepId(Host.CONTROLLER, "run-playbook"),
            Stage.CONTROL_PLANE,
            "Run the playbook",
            Set.of(),
            new Action.Unchanged("a test"),
            Duration.ofMinutes(1));

    @Test
    void each_host_that_failed_has_a_problem_of_its_own() {
        List<Problem> problems = KubesprayFailures.explain(STEP, recorded("three-hosts.jsonl"));
        assertThat(problems).extracting(Problem::where).containsExactly("bad-1", "gone-1");
        assertThat(problems).extracting(Problem::exitCode).containsExactly(ExitCode.STEP_FAILED, ExitCode.UNREACHABLE);
        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly("kubeadm refuses the node (CRI) (bad-1)", "the host does not answer (gone-1)");
        assertThat(problems.getFirst().why())
                .isEqualTo("container runtime is not running\n"
                        + "the task: kubeadm | Initialize first control plane node");
    }

    @Test
    void a_run_that_went_well_has_none() {
        assertThat(KubesprayFailures.explain(STEP, recorded("one-host.jsonl"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Ansible must be between 2.18.0 and 2.19.0 exclusive - you have 2.17.1 | this kubespray wants another Ansible
        Kubernetes v1.99.0 is not supported for amd64. Please check checksums | this kubespray does not know Kubernetes 1.99.0
        Incorrect sudo password | the user cannot become root
        Timeout (302s) waiting for privilege escalation prompt: | sudo does not answer
        Request failed: HTTP Error 404: Not Found | a download is not what kubespray wants
        something that nobody has seen yet | a task of kubespray failed
        """)
    void a_failure_of_a_task_is_explained(String message, String what) {
        Problem problem = one(AnsibleEvents.FAILED + "cp-1: Some task: " + message);
        assertThat(problem.what()).isEqualTo(what + " (cp-1)");
        assertThat(problem.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(problem.why()).contains("Some task").doesNotContain("$");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Permission denied (publickey,password). | the host refuses the login
        Host key verification failed. | the host key is not the one that is known
        kex_exchange_identification: banner line too long | Ansible cannot reach the host
        """)
    void a_host_that_cannot_be_reached_is_explained(String message, String what) {
        Problem problem = one(AnsibleEvents.UNREACHABLE + "cp-1: Gather facts: " + message);
        assertThat(problem.what()).isEqualTo(what + " (cp-1)");
        assertThat(problem.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    /// As ansible-core 2.18 prints it, which then has told of no host.
    @Test
    void a_playbook_that_is_not_there_is_explained() {
        Problem problem = one("ERROR! the playbook: cluster.yml could not be found\n");
        assertThat(problem.what()).startsWith("the checkout has no playbook cluster.yml");
    }

    @Test
    void a_host_that_ansible_does_not_know_is_noticed() {
        String output = recorded("one-host.jsonl");
        assertThat(KubesprayFailures.leftOut(output, List.of("ok-1"))).isEmpty();
        assertThat(KubesprayFailures.leftOut(output, List.of("ok-1", "cp-1"))).containsExactly("cp-1");
        assertThat(KubesprayFailures.leftOut("", List.of("ok-1"))).containsExactly("ok-1");
    }

    private static Problem one(String output) {
        List<Problem> problems = KubesprayFailures.explain(STEP, output);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static String recorded(String file) {
        AnsibleEvents events = new AnsibleEvents();
        return ResourceFile.text(AnsibleEvents.class, file)
                .lines()
                .flatMap(line -> events.hear(line).lines().stream())
                .collect(Collectors.joining("\n"));
    }
}
