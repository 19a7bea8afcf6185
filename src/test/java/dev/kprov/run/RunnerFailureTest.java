package dev.kprov.run;

import static dev.kprov.run.FakeHosts.changed;
import static dev.kprov.run.FakeHosts.exit;
import static dev.kprov.run.FakeHosts.id;
import static dev.kprov.run.FakeHosts.plan;
import static dev.kprov.run.FakeHosts.script;
import static dev.kprov.run.FakeHosts.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Action;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunnerFailureTest {
    private final FakeHosts hosts = new FakeHosts();

    @TempDir
    private Path folder;

    @Test
    void a_failure_nobody_can_explain_shows_the_last_lines_that_say_something() {
        Problem problem = fail((captured, listener) -> {
            listener.line(Output.Stream.OUT, "not this");
            listener.line(Output.Stream.ERR, "first");
            listener.line(Output.Stream.ERR, "E: Version '1.36.9-1.1' for 'kubeadm' was not found");
            listener.line(Output.Stream.ERR, "\u001b[31mE: Unable to locate\u001b[0m");
            listener.line(Output.Stream.ERR, "-----");
            listener.line(Output.Stream.ERR, "   giving up  ");
            listener.line(Output.Stream.ERR, "");
            return exit(100);
        });

        assertThat(problem.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(problem.what()).isEqualTo("Do a on h1: failed with exit status 100");
        assertThat(problem.why())
                .isEqualTo("E: Version '1.36.9-1.1' for 'kubeadm' was not found\nE: Unable to locate\ngiving up");
        assertThat(problem.remedy()).contains(folder + "/h1.log").contains("kprov up");
    }

    @Test
    void never_shows_what_did_not_pass_the_mask() {
        Problem problem = fail((captured, listener) -> exit(1));

        assertThat(problem.toString()).doesNotContain("unmasked");
        assertThat(problem.why()).isEqualTo("its script printed nothing");
    }

    @Test
    void the_diagnosis_sees_the_output_and_the_host_and_explains() throws IOException {
        hosts.diagnostics = Optional.of(script("look"));
        hosts.bodies.put("look", (captured, listener) -> {
            listener.line(Output.Stream.OUT, "kubelet: swap is on");
            return exit(1);
        });
        Problem explained = Problem.of(ExitCode.STEP_FAILED, "swap is on", "kubelet refuses it", "swapoff -a");
        hosts.explanation = List.of(explained);

        Problem problem = fail((captured, listener) -> {
            listener.line(Output.Stream.ERR, "timed out");
            return exit(1);
        });

        assertThat(problem).isEqualTo(explained);
        assertThat(hosts.explained).isEqualTo("h1/a|timed out|kubelet: swap is on");
        assertThat(hosts.timeouts).containsEntry("look", Duration.ofSeconds(60));
        Path log = folder.resolve("h1-diagnostics.log");
        assertThat(log).content().contains("after h1/a failed").contains("kubelet: swap is on");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void of_several_reasons_the_worst_decides_and_the_others_are_told() {
        Problem lost = new Problem(ExitCode.UNREACHABLE, "w-1", "no way to w-1", "timed out", "look");
        Problem failed = new Problem(ExitCode.STEP_FAILED, "w-2", "w-2 is full", "no space", "make room");
        hosts.explanation = List.of(lost, failed);

        assertThat(fail((captured, listener) -> exit(2))).isEqualTo(failed);
        assertThat(hosts.events.stream()
                        .filter(RunEvent.ProblemFound.class::isInstance)
                        .map(event -> ((RunEvent.ProblemFound) event).problem()))
                .containsExactly(lost);
    }

    @Test
    void a_diagnosis_that_fails_itself_does_not_hide_the_failure() {
        hosts.diagnostics = Optional.of(script("look"));
        hosts.bodies.put("look", (captured, listener) -> {
            throw new KprovException(Problem.of(ExitCode.STEP_FAILED, "timed out", "60 s", "wait"));
        });

        Problem problem = fail((captured, listener) -> exit(7));

        assertThat(problem.what()).contains("exit status 7");
        assertThat(folder.resolve("h1-diagnostics.log")).content().contains("timed out");
    }

    @Test
    void a_bug_in_the_diagnosis_does_not_hide_the_failure() {
        hosts.diagnostics = Optional.of(script("look"));
        hosts.bodies.put("look", (captured, listener) -> {
            throw new IllegalStateException("broken diagnosis");
        });

        assertThat(fail((captured, listener) -> exit(7)).what()).contains("exit status 7");
    }

    @Test
    void a_timeout_is_diagnosed_and_keeps_its_own_problem() {
        hosts.diagnostics = Optional.of(script("look"));
        hosts.bodies.put("look", (captured, listener) -> changed());
        Problem timeout = Problem.of(ExitCode.STEP_FAILED, "it took longer than 600 s", "stuck", "look");

        Problem problem = fail((captured, listener) -> {
            throw new KprovException(timeout);
        });

        assertThat(problem).isEqualTo(timeout);
        assertThat(hosts.timeouts).containsKey("look");
    }

    @Test
    void a_lost_connection_is_not_diagnosed() {
        hosts.diagnostics = Optional.of(script("look"));
        Problem lost = Problem.of(ExitCode.UNREACHABLE, "h1 hung up", "connection reset", "look at h1");

        Problem problem = fail((captured, listener) -> {
            throw new KprovException(lost);
        });

        assertThat(problem).isEqualTo(lost);
        assertThat(folder.resolve("h1-diagnostics.log")).doesNotExist();
    }

    @Test
    void fetches_as_root_into_a_file_that_only_its_owner_reads() throws IOException {
        hosts.commands.put("cat -- /etc/kubernetes/admin.conf", new Result(0, "kind: Config\nkey: s3cr3t\n", ""));

        assertThat(fetch()).isEqualTo(new Outcome.Changed());

        Path file = folder.resolve("kubeconfig");
        assertThat(file).hasContent("kind: Config\nkey: s3cr3t\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(hosts.ran).allMatch(command -> command.asRoot());
        assertThat(hosts.events.toString()).doesNotContain("s3cr3t");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(fetch()).isEqualTo(new Outcome.Unchanged());
    }

    @Test
    void fetching_takes_a_file_away_from_others() throws IOException {
        hosts.commands.put("cat -- /etc/kubernetes/admin.conf", new Result(0, "kind: Config\n", ""));
        Path file = Files.writeString(folder.resolve("kubeconfig"), "kind: Config\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(fetch()).isEqualTo(new Outcome.Changed());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_that_cannot_be_fetched_leaves_the_old_one_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), "old");
        hosts.commands.put("cat -- /etc/kubernetes/admin.conf", new Result(1, "", "cat: No such file or directory"));

        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.problem().why()).isEqualTo("cat: No such file or directory"));

        hosts.commands.put("cat -- /etc/kubernetes/admin.conf", new Result(0, "", ""));
        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.problem().why()).isEqualTo("/etc/kubernetes/admin.conf is empty"));
        assertThat(file).hasContent("old");
    }

    private Outcome fetch() {
        Action fetch = new Action.Fetch("/etc/kubernetes/admin.conf", "kubeconfig");
        return hosts.runner(folder, 1).run(plan(step("h1/fetch", fetch))).get(id("h1/fetch"));
    }

    private Problem fail(FakeHosts.Body body) {
        Outcome outcome =
                hosts.runner(folder, 1).run(plan(hosts.step("h1/a", body))).get(id("h1/a"));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).problem();
    }
}
