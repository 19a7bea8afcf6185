package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What holds for every shell, the fake one included.
public interface ShellContract {
    Duration ENOUGH = Duration.ofSeconds(60);
    Command FAILS = Command.of("sh", "-c", "echo one; echo two >&2; exit 3");
    Command HANGS = Command.of("sleep", "600");

    /// A shell on a host named `cp-1`.
    Shell shell();

    @Test
    default void tells_exit_status_and_both_streams_of_a_command_that_fails() throws Exception {
        RecordedOutput output = new RecordedOutput();
        Result result = shell().run(FAILS, output, ENOUGH);
        assertThat(result).isEqualTo(new Result(3, "one\n", "two\n"));
        assertThat(output.lines()).containsExactlyInAnyOrder("OUT one", "ERR two");
    }

    @Test
    default void ends_a_command_that_takes_too_long_and_says_on_which_host() {
        assertThatThrownBy(() -> shell().run(HANGS, Output.NONE, Duration.ofMillis(300)))
                .isInstanceOfSatisfying(KprovException.class, e -> {
                    assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                    assertThat(e.problems().getFirst().where()).isEqualTo("cp-1");
                    assertThat(e).hasMessageContaining("sleep took longer than");
                });
    }

    @Test
    default void an_interruption_comes_out_as_one() throws Exception {
        FutureTask<Result> run = new FutureTask<>(() -> shell().run(HANGS, Output.NONE, ENOUGH));
        Thread thread = Thread.ofVirtual().start(run);
        thread.interrupt();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    default void an_error_of_the_listener_is_not_swallowed() {
        Output broken = (stream, line) -> {
            throw new IllegalStateException("broken listener");
        };
        assertThatThrownBy(() -> shell().run(FAILS, broken, ENOUGH)).hasMessage("broken listener");
    }
}
