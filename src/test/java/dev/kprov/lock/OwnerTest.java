package dev.kprov.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OwnerTest {
    private static final Owner HERE = on("m", "boot-1", "pid:[1]", Owner.here("r2", "up", "demo"));

    @Test
    void a_process_that_runs_is_not_gone_and_one_that_was_killed_is() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Owner running = process(other.pid(), born(other.pid()));
            assertThat(HERE.knowsThatIsGone(running)).isFalse();
            assertThat(HERE.knowsThatIsGone(process(other.pid(), "1")))
                    .as("its number belongs to another process by now")
                    .isTrue();

            other.destroyForcibly();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(HERE.knowsThatIsGone(running)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void nothing_is_known_of_another_machine_user_or_namespace() {
        Owner gone = process(ProcessHandle.current().pid(), "1");
        assertThat(HERE.knowsThatIsGone(gone)).isTrue();

        assertThat(HERE.knowsThatIsGone(on("m2", "boot-1", "pid:[1]", gone))).isFalse();
        assertThat(HERE.knowsThatIsGone(on("m", "boot-1", "pid:[2]", gone))).isFalse();
        assertThat(HERE.knowsThatIsGone(HostLockTest.owner("r1", "eve"))).isFalse();
        assertThat(on("", "boot-1", "pid:[1]", HERE).knowsThatIsGone(on("", "boot-1", "pid:[1]", gone)))
                .as("a machine without an id")
                .isFalse();
    }

    @Test
    void whatever_ran_before_this_machine_was_started_is_gone() {
        assertThat(HERE.knowsThatIsGone(on("m", "boot-0", "pid:[9]", HERE))).isTrue();
    }

    @Test
    void says_who_it_is_and_is_read_back_however_little_there_is() {
        assertThat(HERE.toString()).startsWith("kprov up of cluster demo by ").contains("process ", ", run r2");
        assertThat(Owner.of("r2", HERE.lines())).isEqualTo(HERE);
        assertThat(Owner.of("r2", List.of("up")).cluster()).isEmpty();
    }

    private static Owner process(long pid, String born) {
        return new Owner("r1", "up", "demo", HERE.user(), HERE.hostname(), "m", "boot-1", "pid:[1]", "" + pid, born);
    }

    private static Owner on(String machine, String boot, String space, Owner o) {
        return new Owner(
                o.run(), o.verb(), o.cluster(), o.user(), o.hostname(), machine, boot, space, o.pid(), o.born());
    }

    private static String born(long pid) throws java.io.IOException {
        String stat = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    }
}
