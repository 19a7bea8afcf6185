package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.profile.Verification;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Expectation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kprov verify` of clusters that kprov did not make.
final class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    @Test
    void any_cluster_by_its_kubeconfig_alone() {
        Cli.Said said = cli.runHere(
                "verify",
                "--kubeconfig",
                "k.conf",
                "--nodes",
                "5",
                "--kubernetes-version",
                "v1.36.4",
                "--timeout",
                "90s");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(cli.parts.contexts).containsExactly(new Context(Path.of("k.conf"), Optional.empty()));
        Expectation expected = cli.parts.demands.getFirst();
        assertThat(expected.settings().foundNodes()).isEqualTo(OptionalInt.of(5));
        assertThat(expected.kubernetesVersion()).isEqualTo("1.36.4");
        assertThat(expected.deadline()).isEqualTo(Duration.ofSeconds(90));
        assertThat(cli.state().resolve("clusters/current-one")).isDirectory();
    }

    @Test
    void the_level_is_that_of_the_option() {
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf").exitCode()).isZero();
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf", "--level", "basic")
                        .exitCode())
                .isZero();
        assertThat(cli.parts.demands).extracting(Expectation::basic).containsExactly(false, true);
        assertThat(cli.runHere("verify", "--level", "deepest").err()).contains("basic", "standard", "deep");
    }

    @Test
    void what_the_deepest_level_uses_is_that_of_the_options() {
        assertThat(cli.runHere(
                                "verify",
                                "--kubeconfig",
                                "k.conf",
                                "--level",
                                "deep",
                                "--probe-image",
                                "registry.example.com/tools/busybox:1",
                                "--external-name",
                                "example.com",
                                "--cordoned",
                                "a,b")
                        .exitCode())
                .isZero();
        Expectation expected = cli.parts.demands.getFirst();
        assertThat(expected.deep()).isTrue();
        assertThat(expected.verification().probe())
                .isEqualTo(new Verification.Probe("registry.example.com/tools/busybox:1", Optional.of("example.com")));
        assertThat(expected.verification().exceptions().cordoned()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void values_that_cannot_be_are_refused_with_their_rule() {
        Cli.Said image = cli.runHere("verify", "--kubeconfig", "k.conf", "--probe-image", "not an image");
        assertThat(image.exitCode()).isEqualTo(2);
        assertThat(image.err()).contains("--probe-image must be a reference to an image, not not an image");

        Cli.Said others = cli.runHere("verify", "--kubeconfig", "k.conf", "--other-nodes", "n1");
        assertThat(others.exitCode()).isEqualTo(2);
        assertThat(others.err()).contains("--other-nodes is for a cluster with an inventory");
    }

    @Test
    void a_verdict_is_to_hold_for_a_time_or_a_number_of_looks() {
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf", "--for", "30s", "--passes", "4")
                        .exitCode())
                .isZero();
        Verification verification = cli.parts.demands.getFirst().verification();
        assertThat(verification.hold()).isEqualTo(new Verification.Hold(Duration.ofSeconds(30), 4));
        assertThat(verification.window()).isEqualTo(Duration.ofSeconds(30));

        Cli.Said said = cli.runHere("verify", "--kubeconfig", "k.conf", "--passes", "0");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--passes must be 1 to 1000, not 0");
    }

    @Test
    void the_role_that_suffices_is_printed_as_it_is_applied() {
        Cli.Said said = cli.runHere("verify", "--rbac");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .isEqualTo(Verifier.clusterRole(Verification.Level.STANDARD))
                .contains("kind: ClusterRole");
    }

    @Test
    void a_context_alone_is_one_of_kubectl_s_file() {
        cli.environment.put("KUBECONFIG", "/some/config");
        assertThat(cli.runHere("verify", "--context", "gke_a_b").exitCode()).isZero();
        assertThat(cli.parts.contexts).containsExactly(new Context(Path.of("/some/config"), Optional.of("gke_a_b")));
        assertThat(cli.state().resolve("clusters/gke-a-b")).isDirectory();

        cli.environment.put("KUBECONFIG", "/some/config:/other/config");
        Cli.Said said = cli.runHere("verify", "--context", "gke_a_b");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("KUBECONFIG names 2 files", "--kubeconfig FILE");
    }

    @Test
    void what_does_not_apply_is_no_failure_and_no_pass() {
        CheckResult passed = new CheckResult("api-ready", "The API server is ready", new Verdict.Passed("ok"));
        CheckResult beside = new CheckResult("control-plane", "It runs", new Verdict.NotApplicable("it is hidden"));
        cli.parts.checks = List.of(passed, beside);
        Cli.Said said = cli.runHere("verify", "--kubeconfig", "k.conf");
        assertThat(said.exitCode()).isZero();
        assertThat(cli.parts.kept.getLast().toString()).contains("works: all 1 checks passed, 1 did not apply");

        cli.parts.checks = List.of(beside);
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf").exitCode()).isEqualTo(1);
    }

    @Test
    void a_profile_s_cluster_by_another_kubeconfig_and_with_other_limits() throws Exception {
        Files.createDirectories(cli.state());
        assertThat(cli.runHere("verify", "-p", "plain", "--kubeconfig", "k.conf", "--timeout", "10s", "--for", "7s")
                        .exitCode())
                .isZero();
        assertThat(cli.parts.contexts).containsExactly(new Context(Path.of("k.conf"), Optional.empty()));
        assertThat(cli.parts.verified.getFirst().profile().timeouts().verify()).isEqualTo(Duration.ofSeconds(10));
        assertThat(cli.parts.verified.getFirst().profile().verification().window())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void answers_as_junit_and_as_markdown() {
        cli.parts.checks = List.of(
                new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Failed("3", "2 | 1", "look")));
        Cli.Said junit = cli.runHere("verify", "--kubeconfig", "k.conf", "-o", "junit");
        assertThat(junit.exitCode()).isEqualTo(1);
        assertThat(junit.out())
                .startsWith("<?xml")
                .contains("<testsuite name=\"checks\"", "classname=\"check.nodes-ready\"");
        Cli.Said markdown = cli.runHere("verify", "--kubeconfig", "k.conf", "-o", "markdown");
        assertThat(markdown.out())
                .startsWith("### ❌ kprov verify: ")
                .contains("| ❌ | Every node is Ready | expected 3, found 2 \\| 1<br>fix: look |");
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf", "-o", "json")
                        .json()
                        .at("/exitCode")
                        .asInt())
                .isEqualTo(1);
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf", "-o", "xml").err())
                .contains("junit");
    }

    @Test
    void github_gets_an_annotation_and_a_summary() throws Exception {
        Path summary = folder.resolve("step");
        cli.environment.put("GITHUB_ACTIONS", "true");
        cli.environment.put("GITHUB_STEP_SUMMARY", summary.toString());
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf").err()).doesNotContain("::error");
        assertThat(summary).content().startsWith("### ✅ kprov verify: ");
        cli.parts.checks = List.of();
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf").err())
                .contains("::error title=kprov verify::cluster current-one was not checked");
    }

    @Test
    void demands_without_a_kubeconfig_are_refused() {
        Cli.Said said = cli.runHere("verify", "-p", "plain", "--nodes", "3");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--nodes and --kubernetes-version are for a cluster without a profile");
        assertThat(cli.runHere("verify", "--kubeconfig", "k.conf", "--nodes", "0")
                        .err())
                .contains("--nodes must be 1 to");
        assertThat(cli.parts.contexts).isEmpty();
    }
}
