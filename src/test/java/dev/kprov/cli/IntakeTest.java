package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Cli.Said;
import dev.kprov.installer.Ground;
import dev.kprov.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files count for which installer, and what the cluster is called.
class IntakeTest {
    private static final Problem MISSING =
            Problem.invalid("inventory.yaml", "this inventory does not exist", "there is no file", "write it");
    private static final Problem UNREADABLE =
            Problem.invalid("plain.yaml:3:1", "unknown key", "it is not known", "remove it");

    private final Cli cli;

    IntakeTest(@TempDir Path folder) {
        cli = new Cli(folder);
    }

    @Test
    void an_installer_of_this_machine_needs_no_inventory_and_its_profile_names_the_cluster() {
        cli.parts.installer.ground = Ground.CONTROLLER;
        cli.parts.inventoryProblems = List.of(MISSING);
        assertThat(validate()).startsWith("valid: cluster plain,");
        cli.parts.clusterName = Optional.of("mine");
        assertThat(validate()).startsWith("valid: cluster mine,");
    }

    @Test
    void an_inventory_that_happens_to_lie_here_does_not_count_for_it_but_one_that_is_named_does() {
        cli.parts.installer.ground = Ground.CONTROLLER;
        assertThat(validate()).startsWith("valid: cluster plain,");
        assertThat(validate("-i", "inventory.yaml")).startsWith("valid: cluster demo,");
    }

    @Test
    void an_installer_that_works_from_here_on_hosts_takes_those_of_the_inventory() {
        cli.parts.installer.ground = Ground.BOTH;
        assertThat(validate()).startsWith("valid: cluster demo,");

        Said down = cli.runHere("down", "-p", "plain");
        assertThat(down.err())
                .contains("remove cluster demo and its data from ")
                .doesNotContain("localhost");

        cli.parts.inventoryProblems = List.of(MISSING);
        assertThat(cli.run("validate", "-p", "plain").err()).contains("this inventory does not exist");
    }

    @Test
    void a_cluster_of_each_run_needs_an_id_that_makes_a_name() {
        cli.parts.installer.ground = Ground.CONTROLLER;
        cli.parts.clusterName = Optional.of("ci-${RUN_ID}");

        Said without = cli.run("validate", "-p", "plain");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("the name of the cluster needs the id of a run", "--run-id");

        assertThat(validate("--run-id", "7")).startsWith("valid: cluster ci-7,");
        cli.environment.put("KPROV_RUN_ID", "8");
        assertThat(validate()).startsWith("valid: cluster ci-8,");

        Said wrong = cli.run("validate", "-p", "plain", "--run-id", "A B");
        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.err()).contains("\"ci-A B\" is not the name of a cluster");
    }

    @Test
    void what_is_to_be_removed_is_named_before_it_is() {
        cli.parts.installer.ground = Ground.CONTROLLER;
        cli.parts.clusterName = Optional.of("ci-${RUN_ID}");

        Said down = cli.runHere("down", "-p", "plain", "--run-id", "7");

        assertThat(down.exitCode()).isEqualTo(2);
        assertThat(down.err()).contains("remove cluster ci-7 and its data from 1 host (localhost)");
    }

    @Test
    void a_profile_that_cannot_be_read_is_not_blamed_on_an_inventory_that_it_may_not_need() {
        cli.parts.inventoryProblems = List.of(MISSING);
        cli.parts.profileProblems = List.of(UNREADABLE);
        assertThat(cli.run("validate", "-p", "plain").err())
                .contains("unknown key")
                .doesNotContain("inventory.yaml");
        assertThat(cli.run("validate", "-p", "plain", "-i", "inventory.yaml").err())
                .contains("unknown key", "inventory.yaml: this inventory does not exist");
    }

    @Test
    void whoever_has_neither_file_learns_of_clusters_on_this_machine() {
        cli.parts.inventoryProblems = List.of(MISSING);
        assertThat(cli.run("up").err()).contains("write it; a cluster on this machine needs none: add --profile kind");
    }

    private String validate(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("validate", "-p", "plain"));
        words.addAll(List.of(more));
        Said said = cli.run(words.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said.out();
    }
}
