package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.cli.answer.Version;
import dev.kprov.observe.Facts;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.verify.ClusterStatus;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    // validate

    @Test
    void validate_touches_no_host() {
        assertThat(cli.runHere("validate", "-p", "plain"))
                .isEqualTo(new Cli.Said(0, "valid: cluster demo, 3 hosts, Kubernetes 1.36.4 by fake\n", ""));
        assertThat(cli.parts.closed).isZero();
    }

    @Test
    void validate_tells_all_problems_of_both_files_at_once() {
        cli.parts.inventoryProblems = List.of(invalid("inventory.yaml:3:1"), invalid("inventory.yaml:9:1"));
        cli.parts.profileProblems = List.of(invalid("plain.yaml:2:5"));

        Cli.Said said = cli.run("validate", "-p", "plain");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("inventory.yaml:3:1", "inventory.yaml:9:1", "plain.yaml:2:5");
    }

    @Test
    void validate_tells_what_the_installer_cannot_do() {
        cli.parts.installer.rejected = List.of(invalid("inventory.yaml:5:3"));

        Cli.Said said = cli.run("validate", "-p", "plain", "-o", "json");

        assertThat(said.exitCode()).isEqualTo(3);
        JsonNode problem = said.json().path("problems").path(0);
        assertThat(problem.path("where").asText()).isEqualTo("inventory.yaml:5:3");
        assertThat(problem.path("exitCode").asInt()).isEqualTo(3);
        assertThat(problem.path("remedy").asText()).isEqualTo("write it right");
        assertThat(said.err()).contains("inventory.yaml:5:3");
    }

    @Test
    void validate_answers_in_json() {
        JsonNode json = cli.run("validate", "-p", "plain", "-o", "json").json();

        assertThat(json.path("valid").asBoolean()).isTrue();
        assertThat(json.path("hosts").asInt()).isEqualTo(3);
    }

    @Test
    void without_a_profile_the_names_are_listed() {
        Cli.Said said = cli.runHere("plan");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("no profile is given", "add --profile NAME; there are: plain");
    }

    @Test
    void a_broken_inventory_is_told_even_when_the_profile_is_missing() {
        cli.parts.inventoryProblems = List.of(invalid("inventory.yaml:3:1"));

        Cli.Said said = cli.runHere("plan");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.err()).contains("inventory.yaml:3:1").doesNotContain("no profile");
    }

    // plan

    @Test
    void plan_answers_with_the_plan_and_keeps_nothing() {
        Cli.Said said = cli.runHere("plan", "-p", "plain");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("plan: up demo with fake", "w-2");
        assertThat(cli.parts.ran).isEmpty();
        assertThat(cli.state()).doesNotExist();
    }

    @Test
    void plan_in_json_is_alone_on_standard_output() {
        JsonNode json = cli.runHere("plan", "-p", "plain", "--output=json").json();

        assertThat(json.path("steps").size()).isEqualTo(6);
    }

    @Test
    void plan_that_cannot_be_made_answers_with_problems() {
        cli.parts.observation = wanted -> new Facts(Map.of(), Map.of(), List.of(FakeParts.unreachable("w-1")));

        Cli.Said said = cli.runHere("plan", "-p", "plain", "-ojson");

        assertThat(said.exitCode()).isEqualTo(4);
        assertThat(said.json().path("problems").path(0).path("what").asText()).isEqualTo("cannot reach w-1");
    }

    @Test
    void interrupted_plan_exits_with_130() {
        cli.parts.observation = wanted -> {
            throw new InterruptedException("test");
        };

        assertThat(cli.runHere("plan", "-p", "plain").exitCode()).isEqualTo(130);
    }

    // verify

    @Test
    void verify_needs_a_cluster_that_was_brought_up_from_here() {
        Cli.Said said = cli.runHere("verify", "-p", "plain");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("there is no kubeconfig of cluster demo", "kprov up");
        assertThat(cli.state()).doesNotExist();
    }

    @Test
    void verify_uses_the_kubeconfig_of_the_cluster() {
        Path kubeconfig = cli.write("state/clusters/demo/kubeconfig", "");

        Cli.Said said = cli.runHere("verify", "-p", "plain", "-o", "json");

        assertThat(said.exitCode()).isZero();
        assertThat(cli.parts.kubeconfigs).containsExactly(kubeconfig);
        assertThat(said.json().path("verb").asText()).isEqualTo("verify");
    }

    // down

    @Test
    void down_needs_yes_where_nobody_can_be_asked() {
        Cli.Said said = cli.runHere("down", "-p", "plain");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("remove cluster demo and its data from 3 hosts (cp-1, w-1, w-2)", "add --yes");
        assertThat(cli.parts.ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "maybe"})
    void down_does_nothing_unless_the_answer_is_yes(String answer) {
        cli.typed = Optional.of(answer);

        assertThat(cli.runHere("down", "-p", "plain").exitCode()).isEqualTo(130);
        assertThat(cli.questions).hasSize(1);
        assertThat(cli.parts.ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "YES", " yes "})
    void down_goes_on_when_the_answer_is_yes(String answer) {
        cli.typed = Optional.of(answer);

        assertThat(cli.runHere("down", "-p", "plain").exitCode()).isZero();
        assertThat(cli.parts.ran).isPresent();
        assertThat(cli.parts.installer.purged).isFalse();
    }

    @Test
    void down_with_yes_does_not_ask_and_forgets_the_kubeconfig() {
        Path kubeconfig = cli.write("state/clusters/demo/kubeconfig", "");
        cli.typed = Optional.of("n");

        assertThat(cli.runHere("down", "-p", "plain", "--yes", "--purge").exitCode())
                .isZero();
        assertThat(cli.questions).isEmpty();
        assertThat(cli.parts.installer.purged).isTrue();
        assertThat(kubeconfig).doesNotExist();
        assertThat(cli.parts.verified).isEmpty();
    }

    @Test
    void down_takes_the_cluster_out_of_the_users_own_kubeconfig() {
        cli.write("state/clusters/demo/kubeconfig", """
            clusters: [{name: kubernetes, cluster: {server: 'https://10.0.0.1:6443'}}]
            users: [{name: admin, user: {token: t}}]
            contexts: [{name: admin@kubernetes, context: {cluster: kubernetes, user: admin}}]
            current-context: admin@kubernetes
            """);
        Path own = Path.of(cli.runHere("kubeconfig", "--merge").out().strip());
        assertThat(own).content().contains("10.0.0.1");

        cli.runHere("down", "-p", "plain", "--yes");

        assertThat(own).content().doesNotContain("10.0.0.1");
        assertThat(cli.parts.shown)
                .contains(new RunEvent.Remark(FakeParts.CLOCK.instant(), "", "took cluster demo out of " + own));
    }

    @Test
    void down_downloads_nothing() {
        cli.runHere("plan", "-p", "plain");
        cli.runHere("down", "-p", "plain", "--yes");

        assertThat(cli.parts.looks.getFirst().documents()).containsExactly("https://example.org/manifest.yaml");
        assertThat(cli.parts.looks.getLast().documents()).isEmpty();
    }

    @Test
    void down_that_failed_on_a_host_keeps_the_kubeconfig() {
        Path kubeconfig = cli.write("state/clusters/demo/kubeconfig", "");
        cli.parts.outcome = CommandTest::failed;

        assertThat(cli.runHere("down", "-p", "plain", "--yes").exitCode()).isEqualTo(5);
        assertThat(kubeconfig).exists();
        assertThat(((RunEvent.RunFinished) cli.parts.shown.getLast()).verdict()).isEqualTo("3 steps failed");
    }

    // status

    @Test
    void status_is_good_when_the_cluster_and_every_host_are_ready() {
        Path kubeconfig = cli.write("state/clusters/demo/kubeconfig", "");

        Cli.Said said = cli.runHere("status");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEqualTo("""
                cluster demo at https://10.0.0.1:6443: ready

                NODE  STATUS  ROLES          VERSION  ADDRESS   AGE
                cp-1  Ready   control-plane  v1.36.4  10.0.0.1  1h
                w-1   Ready   worker         v1.36.4  10.0.0.1  1h
                w-2   Ready   worker         v1.36.4  10.0.0.1  1h
                """);
        assertThat(cli.parts.kubeconfigs).containsExactly(kubeconfig);
    }

    @Test
    void status_names_a_host_that_is_no_node() {
        cli.write("state/clusters/demo/kubeconfig", "");
        cli.parts.status = new ClusterStatus(
                "https://10.0.0.1:6443",
                true,
                "ready",
                Optional.of(List.of(FakeParts.node("cp-1", List.of("control-plane")))));

        Cli.Said said = cli.runHere("status", "-o", "json");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.json().path("missing")).hasToString("[\"w-1\",\"w-2\"]");
        assertThat(cli.runHere("status").out()).contains("w-2   missing");
    }

    @Test
    void status_of_a_silent_cluster_is_an_answer() {
        cli.write("state/clusters/demo/kubeconfig", "");
        cli.parts.status = new ClusterStatus(
                "https://10.0.0.1:6443", false, "https://10.0.0.1:6443: connection refused", Optional.empty());

        Cli.Said said = cli.runHere("status");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .startsWith("cluster demo at https://10.0.0.1:6443: connection refused\n")
                .contains("w-2   unknown")
                .doesNotContain("missing");
        assertThat(cli.runHere("status", "-o", "json").json().path("unknown"))
                .hasToString("[\"cp-1\",\"w-1\",\"w-2\"]");
    }

    // kubeconfig

    @Test
    void kubeconfig_prints_its_path() {
        Path kubeconfig = cli.write("state/clusters/demo/kubeconfig", "");

        assertThat(cli.runHere("kubeconfig")).isEqualTo(new Cli.Said(0, kubeconfig + "\n", ""));
        assertThat(cli.runHere("kubeconfig", "-o", "json").json().path("path").asText())
                .isEqualTo(kubeconfig.toString());
    }

    // profiles

    @Test
    void profiles_are_listed_with_where_they_come_from() {
        Cli.Said said = cli.run("profiles");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines().toList().get(1)).startsWith("plain  project  A plain cluster");
        JsonNode json = cli.run("profiles", "-o", "json").json();
        assertThat(json.path(0).path("from").asText()).isEqualTo("project");
    }

    @Test
    void profiles_show_prints_the_file() {
        assertThat(cli.run("profiles", "show", "plain").out()).isEqualTo("# A plain cluster\napiVersion: kprov/v1\n");
        assertThat(cli.run("profiles", "show", "plain", "-o", "json")
                        .json()
                        .path("content")
                        .asText())
                .isEqualTo("# A plain cluster\napiVersion: kprov/v1\n");
        assertThat(cli.run("profiles", "show", "plian").err()).contains("plain");
        assertThat(cli.run("profiles", "show").exitCode()).isEqualTo(2);
    }

    @Test
    void profiles_show_tells_of_a_file_that_is_not_there_or_too_large() throws Exception {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100 << 20);
        }

        assertThat(cli.run("profiles", "show", folder + "/none.yaml").err())
                .contains("this profile does not exist", "there is no file " + folder + "/none.yaml");
        assertThat(cli.run("profiles", "show", large.toString()).err()).contains("this profile is too large");
    }

    // version, completion, help

    @Test
    void version_needs_no_part_and_says_what_the_fast_way_says() {
        Cli.Said said = cli.run("version");

        assertThat(said).isEqualTo(new Cli.Said(0, Version.current().text() + "\n", ""));
        assertThat(cli.run("--version")).isEqualTo(said);
        assertThat(said.out()).startsWith("kprov ").contains("\nJava ").doesNotContain("${");
        assertThat(cli.run("version", "-o", "json").json().path("java").asText())
                .isNotEmpty();
        assertThat(cli.partsNeeded).isFalse();
    }

    @Test
    void completion_names_every_command_in_every_shell() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Cli.Said said = cli.run("completion", shell);
            assertThat(said.exitCode()).isZero();
            assertThat(said.out()).contains("validate", "kubeconfig", "purge");
        }
        assertThat(cli.run("completion", "tcsh").exitCode()).isEqualTo(2);
        assertThat(cli.run("completion").exitCode()).isEqualTo(2);
    }

    @Test
    void help_of_exit_codes_names_each() {
        Cli.Said said = cli.run("help", "exit-codes");

        assertThat(said.exitCode()).isZero();
        for (ExitCode code : ExitCode.values()) {
            assertThat(said.out()).contains(code.code() + "  " + code.meaning());
        }
        assertThat(cli.run("help", "exit-codes", "-o", "json").json().size()).isEqualTo(ExitCode.values().length);
    }

    @Test
    void help_needs_no_part() {
        assertThat(cli.run("up", "--help").exitCode()).isZero();
        assertThat(cli.run("help", "up").out())
                .isEqualTo(cli.run("up", "--help").out());
        assertThat(cli.partsNeeded).isFalse();
    }

    @Test
    void help_finds_commands_of_commands() {
        assertThat(cli.run("help", "profiles", "show").out())
                .isEqualTo(cli.run("profiles", "show", "--help").out());
        assertThat(cli.run("help").out()).isEqualTo(cli.run("--help").out());
        assertThat(cli.run("help", "up", "-o", "json").json().path("help").asText())
                .startsWith("Usage: kprov up");
        assertThat(cli.run("help", "profiles", "shw").err()).contains("kprov profiles does not know shw", "show");
    }

    // wrong usage

    @ParameterizedTest
    @ValueSource(strings = {"--inventory", "--state-dir"})
    void an_empty_name_of_a_file_is_wrong_usage(String option) {
        Cli.Said said = cli.run("validate", option, "");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains(option).contains("is empty");
    }

    @Test
    void a_name_that_no_file_can_have_is_wrong_usage_and_no_bug() {
        Cli.Said said = cli.run("validate", "-p", "./a\0b.yaml");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("no file can be called", "LC_ALL=C.UTF-8");
    }

    @Test
    void an_unknown_command_is_met_with_the_nearest_one() {
        Cli.Said said = cli.run("vrify");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("error: kprov does not know vrify").contains("did you mean", "verify");
        assertThat(cli.run("help", "vrify").err()).contains("verify");
    }

    @Test
    void an_unknown_option_is_met_with_the_nearest_one() {
        Cli.Said said = cli.run("down", "--purg");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("kprov down does not know --purg", "--purge", "see: kprov down --help");
    }

    @Test
    void wrong_usage_in_json_is_json() {
        Cli.Said said = cli.run("plan", "--no-such", "-o", "json");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.json().path("problems").path(0).path("exitCode").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many", ""})
    void parallel_is_a_sensible_number(String number) {
        assertThat(cli.runHere("up", "-p", "plain", "--parallel", number).exitCode())
                .isEqualTo(2);
        assertThat(cli.parts.shown).isEmpty();
    }

    @Test
    void no_command_at_all_shows_the_usage_on_standard_error() {
        Cli.Said said = cli.run();

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("Usage: kprov");
    }

    @Test
    void nothing_is_left_where_wrong_usage_was_found() {
        cli.runHere("up", "-p", "no-such");

        assertThat(Files.exists(cli.state())).isFalse();
    }

    private static Outcome failed(Step step) {
        return new Outcome.Failed(Problem.of(ExitCode.STEP_FAILED, step + " broke", "for a reason", "mend it"));
    }

    private static Problem invalid(String where) {
        return Problem.invalid(where, "this is wrong", "it cannot be", "write it right");
    }
}
