package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Cli.Said;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a cluster is so much that a yes is too little, its full name has to be said.
class RemovalTest {
    private Cli cli;

    @BeforeEach
    void cluster(@TempDir Path folder) {
        cli = new Cli(folder);
        cli.parts.installer.removalWord = Optional.of(".example.com");
    }

    @Test
    void a_plain_yes_is_refused_with_what_to_type() {
        Said said = cli.runHere("down", "-p", "plain", "--yes");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .contains("--yes is too little to remove demo.example.com", "add the name: --yes demo.example.com");
        assertThat(cli.parts.ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--yes=demo.example.com", "-y=demo.example.com"})
    void the_name_is_enough(String yes) {
        assertThat(cli.runHere("down", "-p", "plain", yes).exitCode()).isZero();
        assertThat(cli.runHere("down", "-p", "plain", "--yes", "demo.example.com")
                        .exitCode())
                .isZero();
        assertThat(cli.questions).isEmpty();
        assertThat(cli.parts.ran).isPresent();
    }

    @Test
    void another_name_is_another_cluster_for_every_installer() {
        assertThat(cli.runHere("down", "-p", "plain", "--yes", "demo").err())
                .contains("--yes demo is not of this cluster", "the cluster is called demo.example.com");
        cli.parts.installer.removalWord = Optional.empty();
        Said said = cli.runHere("down", "-p", "plain", "--yes", "other");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(cli.parts.ran).isEmpty();
        assertThat(cli.runHere("down", "-p", "plain", "--yes", "demo").exitCode())
                .isZero();
    }

    @Test
    void where_nobody_can_be_asked_nothing_is_looked_at() {
        Said said = cli.runHere("down", "-p", "plain");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("down is not confirmed", "add --yes demo.example.com");
    }

    @Test
    void the_question_shows_what_would_go_and_wants_the_name() {
        cli.typed = Optional.of("y");
        assertThat(cli.runHere("down", "-p", "plain").exitCode()).isEqualTo(130);
        assertThat(cli.questions)
                .singleElement()
                .asString()
                .contains("plan: down demo", "Type demo.example.com to remove all of this: ");
        assertThat(cli.parts.ran).isEmpty();

        cli.typed = Optional.of(" demo.example.com ");
        assertThat(cli.runHere("down", "-p", "plain").exitCode()).isZero();
        assertThat(cli.parts.ran).isPresent();
    }

    @Test
    void starting_over_is_a_removal_too() {
        assertThat(cli.runHere("up", "-p", "plain", "--fresh", "--yes").exitCode())
                .isEqualTo(2);
        cli.typed = Optional.of("no");
        assertThat(cli.runHere("up", "-p", "plain", "--fresh").exitCode()).isEqualTo(130);
        assertThat(cli.parts.ran).isEmpty();
        assertThat(cli.runHere("up", "-p", "plain", "--fresh", "--yes", "demo.example.com")
                        .exitCode())
                .isZero();
    }

    @Test
    void a_job_needs_the_name_as_well() {
        Said said = cli.run("ci", "--state-dir", cli.state().toString(), "-p", "plain", "--yes", "--", "true");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("too little to remove");
        assertThat(cli.parts.ran).isEmpty();
    }
}
