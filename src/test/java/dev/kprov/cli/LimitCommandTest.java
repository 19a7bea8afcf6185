package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Step;
import dev.kprov.run.RunEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `--limit` leaves of a run.
final class LimitCommandTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    @Test
    void only_the_limit_and_the_control_plane_that_it_joins_are_looked_at_and_only_the_limit_is_changed() {
        running("cp-1");
        cli.parts.installer.initialised = true;

        assertThat(cli.runHere("up", "-p", "plain", "--limit", "w-2").exitCode())
                .isZero();

        assertThat(cli.parts.looks.getLast().wanted().inventory().hosts())
                .extracting(Host::name)
                .containsExactly("cp-1", "w-2");
        assertThat(ran()).containsExactly("w-2/prepare", "w-2/join");
        assertThat(cli.parts.ran.orElseThrow().steps().getFirst().action())
                .isEqualTo(new Action.Unchanged("left alone: cp-1 is not in --limit"));
    }

    @Test
    void nodes_outside_of_the_limit_are_verified_and_hosts_that_are_none_yet_are_told() {
        running("cp-1", "w-1");
        cli.parts.installer.initialised = true;
        cli.runHere("up", "-p", "plain", "--limit", "w-2");
        assertThat(verified()).containsExactly("cp-1", "w-1", "w-2");
        assertThat(leftOut()).isEmpty();

        running("cp-1");
        cli.runHere("up", "-p", "plain", "--limit", "w-2");
        assertThat(verified()).containsExactly("cp-1", "w-2");
        assertThat(leftOut()).containsExactly("w-1");
    }

    @Test
    void workers_cannot_join_what_does_not_run() {
        Cli.Said said = cli.runHere("up", "-p", "plain", "--limit", "w-1");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(cli.parts.ran).isEmpty();
        assertThat(cli.parts.shown.toString()).contains("there is no cluster to join yet");
    }

    @Test
    void a_limit_may_begin_a_cluster_with_its_control_plane() {
        assertThat(cli.runHere("up", "-p", "plain", "--limit", "cp-1").exitCode())
                .isZero();

        assertThat(ran()).containsExactly("cp-1/prepare", "cp-1/init");
        assertThat(verified()).containsExactly("cp-1");
        assertThat(leftOut()).containsExactly("w-1", "w-2");
    }

    @ParameterizedTest
    @CsvSource({"'w-*', w-1 w-2", "'w-2,w-1', w-1 w-2", "'*-1', cp-1 w-1", "'w-?,cp-1', cp-1 w-1 w-2"})
    void names_may_be_listed_and_abbreviated(String limit, String hosts) {
        running("cp-1");
        cli.parts.installer.initialised = true;

        assertThat(cli.runHere("up", "-p", "plain", "--limit", limit).exitCode())
                .isZero();

        assertThat(ran().stream().map(id -> id.replaceFirst("/.*", "")).distinct())
                .containsExactlyElementsOf(Arrays.asList(hosts.split(" ", -1)));
    }

    @Test
    void each_name_that_is_none_is_told_with_the_nearest_and_the_list() {
        Cli.Said said = cli.runHere("up", "-p", "plain", "--limit", "w-1,cp_1,store-*");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .contains("\"cp_1\" names no host")
                .contains("\"store-*\" names no host")
                .contains("did you mean cp-1?")
                .contains("the inventory has cp-1, w-1, w-2");
        assertThat(cli.parts.looks).isEmpty();
    }

    @Test
    void down_takes_workers_out_of_a_cluster_that_goes_on() {
        running("cp-1", "w-1", "w-2");
        cli.write("state/clusters/demo/kubeconfig", "");

        assertThat(cli.runHere("down", "-p", "plain", "--yes", "--limit", "w-1").exitCode())
                .isZero();

        assertThat(ran()).containsExactly("w-1/leave");
        assertThat(cli.state().resolve("clusters/demo/kubeconfig")).exists();
        assertThat(cli.parts.kept.getLast().toString()).contains("removed from cluster demo: w-1");
    }

    @Test
    void down_does_not_take_the_control_plane_alone() {
        Cli.Said said = cli.runHere("down", "-p", "plain", "--yes", "--limit", "cp-1,w-1");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("names the control plane cp-1", "w-2 would be nodes of nothing");
        assertThat(cli.parts.looks).isEmpty();
        assertThat(cli.runHere("down", "-p", "plain", "--yes", "--limit", "*").exitCode())
                .isZero();
        assertThat(ran()).containsExactly("cp-1/remove", "w-1/remove", "w-2/remove");
    }

    @Test
    void asks_about_those_that_leave_and_nobody_else() {
        cli.typed = Optional.of("n");

        cli.runHere("down", "-p", "plain", "--limit", "w-2");

        assertThat(cli.questions).singleElement().asString().contains("1 host (w-2)");
    }

    @Test
    void plan_and_the_next_command_keep_to_the_limit() {
        running("cp-1");
        cli.parts.installer.initialised = true;

        Cli.Said plan = cli.runHere("plan", "-p", "plain", "--limit", "w-1");
        assertThat(plan.out()).contains("w-1").doesNotContain("w-2");

        cli.parts.outcome = step -> new dev.kprov.run.Outcome.Failed(FakeParts.unreachable("w-1"));
        cli.runHere("up", "-p", "plain", "--limit", "w-1");
        assertThat(((RunEvent.RunFinished) cli.parts.kept.getLast()).next().getFirst())
                .endsWith("--limit w-1");
    }

    private void running(String... nodes) {
        cli.parts.observation = wanted -> RunningCluster.facts(nodes);
        cli.parts.shown.clear();
    }

    private List<String> ran() {
        return cli.parts.ran.orElseThrow().steps().stream()
                .filter(step -> step.action() instanceof Action.Run)
                .map(Step::id)
                .map(Object::toString)
                .sorted(java.util.Comparator.comparing((String id) -> id.replaceFirst("/.*", ""))
                        .thenComparingInt(
                                id -> List.of("prepare", "init", "join").indexOf(id.replaceFirst(".*/", ""))))
                .toList();
    }

    private List<String> verified() {
        return cli.parts.verified.getLast().inventory().hosts().stream()
                .map(Host::name)
                .toList();
    }

    private List<String> leftOut() {
        return cli.parts.shown.stream()
                .filter(RunEvent.HostLeftOut.class::isInstance)
                .map(event -> ((RunEvent.HostLeftOut) event).host())
                .toList();
    }
}
