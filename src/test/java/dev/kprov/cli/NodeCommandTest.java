package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Action;
import dev.kprov.plan.Step;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeCommandTest {
    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void a_cluster_is_there() {
        cli = new Cli(folder);
        cli.parts.observation = wanted -> RunningCluster.facts("cp-1", "w-1", "w-2");
        cli.parts.installer.initialised = true;
        cli.write("state/clusters/demo/kubeconfig", "");
    }

    @Test
    void add_changes_the_named_workers_only_and_verifies_all() {
        cli.parts.observation = wanted -> RunningCluster.facts("cp-1", "w-1");
        assertThat(cli.runHere("node", "add", "w-2", "-p", "plain").exitCode()).isZero();
        assertThat(ran()).containsExactly("w-2/prepare", "w-2/join");
        assertThat(verified()).containsExactly("cp-1", "w-1", "w-2");
    }

    @Test
    void remove_verifies_those_that_stay() {
        assertThat(cli.runHere("node", "remove", "w-1", "-p", "plain", "--yes").exitCode())
                .isZero();
        assertThat(ran()).containsExactly("w-1/leave");
        assertThat(verified()).containsExactly("cp-1", "w-2");
        assertThat(cli.parts.kept.getLast().toString()).contains("removed from cluster demo: w-1; cluster demo works");

        cli.parts.checks =
                List.of(new CheckResult("nodes-ready", "Every node is Ready", new Verdict.Failed("a", "b", "c")));
        assertThat(cli.runHere("node", "remove", "w-1", "-p", "plain", "--yes").exitCode())
                .isEqualTo(1);
    }

    @Test
    void remove_asks_about_those_hosts() {
        cli.typed = Optional.of("n");
        assertThat(cli.runHere("node", "remove", "w-2", "-p", "plain").exitCode())
                .isEqualTo(130);
        assertThat(cli.questions).singleElement().asString().contains("1 host (w-2)");
        assertThat(cli.parts.looks).isEmpty();
    }

    @Test
    void nothing_is_asked_of_the_dead() {
        assertThat(cli.runHere("node", "remove", "w-2", "--dead", "--yes", "-p", "plain")
                        .exitCode())
                .isZero();
        assertThat(cli.parts.looks.getLast().wanted().inventory().hosts())
                .extracting(Host::name)
                .containsExactly("cp-1");
        assertThat(ran()).containsExactly("w-2/leave");

        cli.parts.outcome = step -> new Outcome.Failed(FakeParts.unreachable("cp-1"));
        cli.runHere("node", "remove", "w-2", "--dead", "--yes", "-p", "plain");
        assertThat(((RunEvent.RunFinished) cli.parts.kept.getLast()).next().getFirst())
                .startsWith("kprov node remove --dead w-2");
        assertThat(cli.parts.orders.getFirst().hosts())
                .extracting(Host::name)
                .contains("cp-1")
                .doesNotContain("w-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "remove"})
    void one_that_fails_is_diagnosed_unless_that_is_not_wanted(String verb) {
        cli.parts.observation = wanted -> RunningCluster.facts("cp-1", "w-1");
        String host = verb.equals("add") ? "w-2" : "w-1";
        cli.parts.outcome = step -> new Outcome.Failed(FakeParts.unreachable(host));
        List<String> words = new ArrayList<>(List.of("node", verb, host, "-p", "plain", "--no-diagnose"));
        if (verb.equals("remove")) {
            words.add("--yes");
        }
        assertThat(cli.runHere(words.toArray(String[]::new)).exitCode()).isEqualTo(4);
        assertThat(cli.parts.orders).isEmpty();

        words.remove("--no-diagnose");
        assertThat(cli.runHere(words.toArray(String[]::new)).exitCode()).isEqualTo(4);
        assertThat(cli.parts.orders).hasSize(1);
    }

    @Test
    void what_is_no_worker_is_refused_before_anything_is_looked_at() {
        assertThat(cli.runHere("node", "remove", "cp-1", "-p", "plain", "--yes"))
                .satisfies(said -> assertThat(said.exitCode()).isEqualTo(2))
                .satisfies(said -> assertThat(said.err()).contains("cp-1 is a control plane"));
        assertThat(cli.runHere("node", "add", "w_1", "-p", "plain").err())
                .contains("\"w_1\" names no host", "did you mean w-1?");
        assertThat(cli.runHere("node", "add", "-p", "plain").exitCode()).isEqualTo(2);
        assertThat(cli.run("node").err()).contains("kprov node add or kprov node remove");
        assertThat(cli.parts.looks).isEmpty();
    }

    @Test
    void an_installer_that_cannot_says_so() {
        cli.parts.installer.leaves = false;
        cli.runHere("node", "remove", "w-1", "-p", "plain", "--yes");
        assertThat(cli.parts.kept.toString()).contains("installer fake cannot take single hosts out of a cluster");
        assertThat(cli.parts.ran).isEmpty();
    }

    private List<String> ran() {
        return cli.parts.ran.orElseThrow().steps().stream()
                .filter(step -> step.action() instanceof Action.Run)
                .map(Step::id)
                .map(Object::toString)
                .toList();
    }

    private List<String> verified() {
        Inventory inventory = cli.parts.verified.getLast().inventory();
        return inventory.hosts().stream().map(Host::name).toList();
    }
}
