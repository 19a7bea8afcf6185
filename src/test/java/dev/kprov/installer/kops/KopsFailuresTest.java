package dev.kprov.installer.kops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KopsFailuresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operation error EC2: get credentials: failed to refresh cached credentials, no EC2 IMDS role found | the cloud's credentials cannot be had
            api error AuthFailure: AWS was not able to validate the provided access credentials | the cloud does not accept the credentials
            api error UnauthorizedOperation: You are not authorized | the credentials are not allowed to do this
            VpcLimitExceeded: The maximum number of VPCs has been reached. | a quota of the cloud is used up
            api error NoSuchBucket: The specified bucket does not exist | the bucket of the state store does not exist
            Error: State Store: Required value: Please set the --state flag or export KOPS_STATE_STORE. | no state store is named
            No matching hosted zones found for ".example.com"; please create one | there is no DNS zone for .example.com
            cannot find DNS Zone "x.org".  Please pre-create the zone | there is no DNS zone for x.org
            NS records not found for "x.org" | the DNS zone x.org is not delegated
            Error: kops upgrade is required | kops is too old for this version of Kubernetes
            Error: kubernetes upgrade is required | this version of Kubernetes is too old for kops
            error reading channel "https://c.example/stable": no route | the channel https://c.example/stable cannot be read
            SSH public key must be specified when running with DigitalOcean | this cloud needs an SSH key
            deadline exceeded executing task Subnet/a. Example error: x | the cloud did not let kops make Subnet/a. Example error: x
            not making progress deleting resources; giving up | some of the cluster's resources could not be deleted
            """)
    void a_failure_is_told_with_its_reason_and_what_to_do(String said, String what) {
        assertThat(KopsFailures.explain(step("update-cloud"), "a line\n" + said + "\n"))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.what()).isEqualTo(what + " (localhost)");
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                });
    }

    @Test
    void a_cluster_that_is_not_valid_is_a_failed_check_with_what_is_missing() {
        KopsSpeech speech = new KopsSpeech();
        String output = KopsBed.recorded("validate-not-ready.jsonl")
                        .lines()
                        .flatMap(line -> speech.hear(line).lines().stream())
                        .collect(Collectors.joining("\n"))
                + "\nError: validation failed: wait time exceeded during validation\n";
        assertThat(KopsFailures.explain(step(KopsFailures.VALIDATE), output)).hasValueSatisfying(problem -> {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(problem.why().lines())
                    .containsExactly(
                            "Node cp-1: node \"cp-1\" of role \"control-plane\" is not ready",
                            "Node w-1: node \"w-1\" of role \"node\" is not ready");
        });
    }

    @Test
    void an_api_that_does_not_answer_is_a_failed_check_too() {
        Optional<Problem> problem = KopsFailures.explain(step(KopsFailures.VALIDATE), """
                W1129 validate_cluster.go:220] (will retry): unexpected error during validation: error listing nodes: refused
                Error: validation failed: wait time exceeded during validation
                """);
        assertThat(problem).hasValueSatisfying(found -> {
            assertThat(found.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(found.why()).isEqualTo("unexpected error during validation: error listing nodes: refused");
        });
    }

    @Test
    void a_validation_that_could_not_begin_is_a_failed_step() {
        assertThat(KopsFailures.explain(step(KopsFailures.VALIDATE), "api error AuthFailure: no\n"))
                .hasValueSatisfying(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.STEP_FAILED));
    }

    private static Step step(String name) {
        return new Step(
                new StepId(Host.CONTROLLER, name),
                Stage.JOIN,
                "Try on localhost",
                Set.of(),
                new Action.Unchanged("it is a test"),
                Duration.ofSeconds(1));
    }
}
