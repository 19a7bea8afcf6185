package dev.kprov.shell.openssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Processes;
import dev.kprov.shell.RealShellContract;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class OpenSshShellTest implements RealShellContract {
    private final OpenSshBed bed;
    private final Shell shell;

    OpenSshShellTest() throws Exception {
        bed = new OpenSshBed();
        shell = bed.open(bed.access());
    }

    @BeforeAll
    void is_connected_by_its_constructor() {
        assertThat(shell).isNotNull();
    }

    @AfterAll
    void leaves_nothing_behind() throws Exception {
        shell.close();
        assertThat(bed.kept()).isEmpty();
        bed.close();
    }

    @Override
    public Shell shell() {
        return shell;
    }

    /// What ssh itself ends with when the connection is lost or the host refuses the command.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 137, 254, 255})
    void an_exit_status_is_the_command_s_own(int status) throws Exception {
        Result result = shell.run(Command.of("sh", "-c", "printf x >&2; exit " + status), Output.NONE, ENOUGH);
        assertThat(result).isEqualTo(new Result(status, "", "x"));
    }

    @Test
    void what_it_keeps_is_nobody_else_s() throws Exception {
        for (Path folder : bed.kept()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(bed.kept()).isNotEmpty();
    }

    @Test
    void a_lost_connection_is_told_at_once_to_who_waits_and_to_who_comes_later() throws Exception {
        try (OpenSshBed other = new OpenSshBed();
                Shell losing = other.open(other.access())) {
            RecordedOutput output = new RecordedOutput("ready");
            Command command = Command.of("sh", "-c", "echo ready; read -r x; exit 0");
            FutureTask<Result> run = new FutureTask<>(() -> losing.run(command, output, ENOUGH));
            Thread.ofVirtual().start(run);
            assertThat(output.sawIt()).isTrue();
            other.server().breakConnections();
            assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS)).cause().satisfies(OpenSshShellTest::isLost);
            assertThatThrownBy(() -> losing.run(Command.of("true"), Output.NONE, ENOUGH))
                    .satisfies(OpenSshShellTest::isLost);
        }
    }

    private static void isLost(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e).hasMessageStartingWith("lost the connection to cp-1 (127.0.0.1:");
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(e.mayPass()).isTrue();
        });
    }

    @Test
    void a_host_that_runs_something_else_refuses_the_command() throws Exception {
        try (OpenSshBed other = new OpenSshBed("ForceCommand echo not here >&2; exit 255");
                Shell refusing = other.open(other.access())) {
            assertThatThrownBy(() -> refusing.run(Command.of("true"), Output.NONE, ENOUGH))
                    .isInstanceOfSatisfying(KprovException.class, e -> {
                        assertThat(e).hasMessageEndingWith("refuses to run a command");
                        assertThat(e.problems().getFirst().why()).isEqualTo("not here");
                        assertThat(e.mayPass()).isFalse();
                    });
        }
        try (OpenSshBed other = new OpenSshBed("MaxSessions 0");
                Shell refusing = other.open(other.access())) {
            assertThatThrownBy(() -> refusing.run(Command.of("true"), Output.NONE, ENOUGH))
                    .hasMessageEndingWith("refuses to run a command");
        }
    }

    /// As the kernel does it when kprov is killed: the only thing that binds the two is a pipe.
    @Test
    void it_ends_with_the_process_that_opened_it() throws Exception {
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Opening.class.getName(),
                String.valueOf(bed.server().port()),
                bed.server().hostFingerprint(),
                bed.key().toString());
        try (OpenSshBed other = new OpenSshBed()) {
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment()
                    .put("XDG_RUNTIME_DIR", other.home().resolve("run").toString());
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(process.inputReader().readLine()).isEqualTo("open");
            List<ProcessHandle> family = process.descendants().toList();
            assertThat(family)
                    .anyMatch(child -> child.info().commandLine().orElse("").contains("-M"));

            process.destroyForcibly().waitFor();

            for (ProcessHandle child : family) {
                Processes.awaitEnd(child);
            }
            assertThat(other.kept()).isEmpty();
        }
    }
}
