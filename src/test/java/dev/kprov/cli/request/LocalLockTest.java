package dev.kprov.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalLockTest {
    @TempDir
    private Path cluster;

    @Test
    void a_second_run_is_told_who_holds_it_and_gets_it_when_the_first_has_ended() {
        try (LocalLock first = LocalLock.take(cluster, "kprov up by ada, process 7, since noon")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> LocalLock.take(cluster, "kprov down"))
                    .isInstanceOfSatisfying(
                            KprovException.class,
                            e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                                assertThat(problem.exitCode()).isEqualTo(ExitCode.BUSY);
                                assertThat(problem.why()).isEqualTo("kprov up by ada, process 7, since noon");
                            }));
        }
        LocalLock.take(cluster, "kprov down").close();
    }

    @Test
    void another_process_holds_it_too_and_leaves_none_behind_when_it_is_killed() throws Exception {
        Files.writeString(cluster.resolve("lock"), "kprov up by bob\n");
        Process other = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print('held',"
                                + " flush=True); sys.stdin.read()",
                        cluster.resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> LocalLock.take(cluster, "kprov down")).hasMessageContaining("another run");
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();

        LocalLock.take(cluster, "kprov down").close();
    }

    @Test
    void nobody_else_can_read_who_works_here() throws IOException {
        LocalLock.take(cluster, "kprov up").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.resolve("lock"))))
                .isEqualTo("rw-------");
    }
}
