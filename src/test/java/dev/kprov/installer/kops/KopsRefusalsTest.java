package dev.kprov.installer.kops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Intent;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KopsRefusalsTest {
    private final KopsInstaller kops = new KopsInstaller();

    @Test
    void without_a_state_store_or_credentials_nothing_is_asked() {
        assertThat(refused("")).containsExactly("no state store is named");
        assertThat(kops.spare(KopsBed.intent(KopsBed.AWS, "store s3://x\nno-credentials\n")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.what()).isEqualTo("there are no credentials for aws");
                    assertThat(problem.remedy()).contains("AWS_PROFILE");
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
                });
    }

    @ParameterizedTest
    @CsvSource({"124", "137"})
    void a_question_that_took_too_long_is_the_clouds_silence(int code) {
        Intent intent = KopsBed.intent(KopsBed.AWS, KopsBed.failed("wanted", code, "nothing yet\n"));
        assertThat(kops.refuse(intent)).singleElement().satisfies(problem -> {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(problem.what()).isEqualTo("the cloud does not answer");
            assertThat(problem.why()).contains("after 90 s");
        });
    }

    @Test
    void what_kops_says_is_explained_or_passed_on() {
        assertThat(refused(KopsBed.failed("stored", 1, "Error: NoSuchBucket: gone\n")))
                .containsExactly("the bucket of the state store does not exist");
        Intent unknown = KopsBed.intent(KopsBed.AWS, KopsBed.failed("preview", 1, "one\nError: never seen\n\n"));
        assertThat(kops.refuse(unknown)).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains("kops update cluster");
            assertThat(problem.why()).isEqualTo("Error: never seen");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonMasqueradeCIDR: 100.64.0.0/10 | nonMasqueradeCIDR: 10.0.0.0/8 | cluster.spec.nonMasqueradeCIDR is 10.0.0.0/8
            zone: us-east-1a                 | zone: us-east-1b              | cluster.spec.subnets[0].zone is us-east-1b
            cloudProvider: aws               | cloudProvider: gce            | cluster.spec.cloudProvider is gce
            """)
    void what_nobody_can_change_is_refused_with_the_difference(String is, String was, String told) {
        assertThat(kops.refuse(stored(is, was)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.why()).startsWith(told));
    }

    @Test
    void another_network_is_refused_even_where_neither_has_settings() {
        String kindnet =
                KopsBed.recorded("stored.yaml").replaceAll("(?m)^    cilium:\n(?: {6}.*\n)*", "    kindnet: {}\n");
        Intent intent = KopsBed.intent(
                KopsBed.AWS,
                KopsBed.made().replace(KopsBed.recording("stored", "stored.yaml"), KopsBed.answer("stored", kindnet)));
        assertThat(kops.refuse(intent))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.why()).startsWith("the network is kindnet, and the profile wants cilium"));
    }

    @Test
    void sizes_can_be_changed() {
        assertThat(kops.refuse(stored("machineType: t3.medium", "machineType: t3.large")))
                .isEmpty();
    }

    @Test
    void a_kubernetes_that_is_newer_than_kops_is_refused_before_anything_is_put_into_the_store() {
        String newer =
                KopsBed.recorded("wanted-aws.yaml").replace("kubernetesVersion: 1.36.0", "kubernetesVersion: 1.38.0");
        assertThat(refused(KopsBed.STORE + KopsBed.answer("wanted", newer)))
                .containsExactly("kops is too old for Kubernetes 1.38");
    }

    @Test
    void a_manifest_of_another_cluster_is_refused() {
        String other = KopsBed.recorded("wanted-aws.yaml").replace("lab.k8s.local", "other.k8s.local");
        assertThat(refused(KopsBed.STORE + KopsBed.answer("wanted", other)))
                .containsExactly("the manifest is not of cluster lab.k8s.local");
    }

    private static Intent stored(String is, String was) {
        String text = KopsBed.recorded("stored.yaml");
        assertThat(text).contains(is);
        return KopsBed.intent(
                KopsBed.AWS,
                KopsBed.made()
                        .replace(
                                KopsBed.recording("stored", "stored.yaml"),
                                KopsBed.answer("stored", text.replace(is, was))));
    }

    private List<String> refused(String state) {
        return kops.refuse(KopsBed.intent(KopsBed.AWS, state)).stream()
                .map(Problem::what)
                .toList();
    }
}
