package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.diagnose.Order;
import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import dev.kprov.verify.api.KubeApi.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiagnoseCommandTest {
    private static final Problem BAD = Problem.of(ExitCode.STEP_FAILED, "kubeadm init failed", "no space", "make room");

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    @Test
    void hosts_and_cluster_are_looked_at_and_the_archive_is_named() {
        Cli.Said said = cli.runHere("diagnose", "-p", "plain", "--parallel", "7");

        assertThat(said.exitCode()).isZero();
        Order order = order();
        assertThat(order.cluster()).isEqualTo("demo");
        assertThat(order.hosts()).extracting(Host::name).containsExactly("cp-1", "w-1", "w-2");
        assertThat(order.context()).isEmpty();
        assertThat(order.noContext()).isEqualTo("there is no kubeconfig of cluster demo");
        assertThat(order.parallel()).isEqualTo(7);
        assertThat(order.archive()).isEqualTo(order.folder().resolve("diagnosis.tar.gz"));
        assertThat(order.folder().getParent()).isEqualTo(cli.state().resolve("runs"));
        RunEvent.RunFinished end = end();
        assertThat(end.verdict()).contains("diagnosis.tar.gz (300 KiB)", "cluster demo: 2 pods");
        assertThat(end.next()).containsExactly("tar -xOzf " + order.archive() + " diagnosis/index.md");
        assertThat(remarks()).anyMatch(text -> text.contains("look through it before you give it to others"));
    }

    @Test
    void the_kubeconfig_that_up_fetched_is_used() {
        Path kubeconfig = cli.write("state/clusters/demo/kubeconfig", "x");

        assertThat(cli.runHere("diagnose", "-p", "plain").exitCode()).isZero();
        assertThat(order().context()).contains(Context.currentOf(kubeconfig));
    }

    @Test
    void no_profile_is_needed_where_none_is_known() {
        assertThat(cli.runHere("diagnose", "--context", "other", "-i", "inventory.yaml")
                        .exitCode())
                .isZero();
        assertThat(order().hosts()).hasSize(3);
        assertThat(order().context().flatMap(Context::name)).contains("other");
    }

    @Test
    void any_cluster_can_be_diagnosed() {
        cli.parts.inventoryProblems = List.of(BAD);

        assertThat(cli.runHere("diagnose", "--kubeconfig", "k.conf").exitCode()).isZero();
        assertThat(order().hosts()).isEmpty();
        assertThat(order().cluster()).isEqualTo("current-one");
        assertThat(order().context()).contains(new Context(Path.of("k.conf"), Optional.empty()));
    }

    @Test
    void the_archive_goes_where_it_is_wanted_but_over_nothing() throws IOException {
        Path file = folder.resolve("d.tar.gz");
        assertThat(cli.runHere("diagnose", "-p", "plain", "--archive", file.toString())
                        .exitCode())
                .isZero();
        assertThat(order().archive()).isEqualTo(file);

        Files.writeString(file, "mine");
        Cli.Said said = cli.runHere("diagnose", "-p", "plain", "--archive", file.toString());
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("d.tar.gz exists", "name another file with --archive");
        assertThat(cli.runHere("diagnose", "-p", "plain", "--archive", "/nowhere/d.tgz")
                        .err())
                .contains("there is no folder /nowhere");
        assertThat(cli.runHere("diagnose", "-p", "plain", "--archive", "json").err())
                .contains("must be a file that ends in .tar.gz");
    }

    @Test
    void the_answer_in_json_is_the_report() {
        Cli.Said said = cli.runHere("diagnose", "-p", "plain", "-o", "json");

        assertThat(said.exitCode()).isZero();
        assertThat(said.json().path("verb").asText()).isEqualTo("diagnose");
        assertThat(said.json().path("verdict").asText()).contains("diagnosis.tar.gz");
    }

    @Test
    void nothing_collected_is_a_failure() {
        cli.parts.diagnosis = order -> {
            throw new KprovException(Problem.of(ExitCode.CHECK_FAILED, "nothing could be learned", "silence", "look"));
        };
        assertThat(cli.runHere("diagnose", "-p", "plain").exitCode()).isEqualTo(1);
    }

    @Test
    void a_failed_step_of_up_is_diagnosed_and_stays_what_it_is() {
        cli.parts.outcome = step -> new Outcome.Failed(BAD);

        Cli.Said said = cli.runHere("up", "-p", "plain", "-o", "json");
        assertThat(said.exitCode()).isEqualTo(5);
        assertThat(said.json().path("verdict").asText()).contains("failed");
        assertThat(cli.parts.orders).hasSize(1);
        assertThat(end().next()).last().isEqualTo("tar -xOzf " + order().archive() + " diagnosis/index.md");
        assertThat(remarks()).anyMatch(text -> text.startsWith(order().archive() + " (300 KiB)"));
    }

    @Test
    void a_cluster_that_up_finds_wanting_is_diagnosed() {
        cli.parts.checks = List.of(new CheckResult("dns", "Cluster DNS answers", new Verdict.Unknown("no answer")));

        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(1);
        assertThat(cli.parts.orders).hasSize(1);
        assertThat(end().next()).hasSize(2);
        assertThat(cli.runHere("verify", "-p", "plain").exitCode()).isEqualTo(2);
        assertThat(cli.parts.orders).hasSize(1);
    }

    @Test
    void up_can_do_without_and_a_good_one_has_no_need() {
        assertThat(cli.runHere("up", "-p", "plain").exitCode()).isZero();
        cli.parts.outcome = step -> new Outcome.Failed(BAD);
        assertThat(cli.runHere("up", "-p", "plain", "--no-diagnose").exitCode()).isEqualTo(5);
        assertThat(cli.parts.orders).isEmpty();
    }

    @Test
    void what_befalls_a_diagnosis_never_hides_the_failure() {
        cli.parts.outcome = step -> new Outcome.Failed(BAD);
        List<FakeParts.Diagnosis> mishaps = List.of(
                order -> {
                    throw new KprovException(BAD);
                },
                order -> {
                    throw new IllegalStateException("a bug");
                },
                order -> {
                    throw new InterruptedException("Ctrl-C");
                });
        for (FakeParts.Diagnosis mishap : mishaps) {
            cli.parts.diagnosis = mishap;
            cli.parts.shown.clear();
            assertThat(cli.runHere("up", "-p", "plain").exitCode()).isEqualTo(5);
            assertThat(end().verdict()).contains("failed");
            assertThat(remarks()).anyMatch(text -> text.contains("diagnosis"));
        }
    }

    private Order order() {
        return cli.parts.orders.getLast();
    }

    private List<String> remarks() {
        return cli.parts.shown.stream()
                .filter(RunEvent.Remark.class::isInstance)
                .map(event -> ((RunEvent.Remark) event).text())
                .toList();
    }

    private RunEvent.RunFinished end() {
        return (RunEvent.RunFinished) cli.parts.shown.getLast();
    }
}
