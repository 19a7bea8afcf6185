package dev.kprov.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shell;
import dev.kprov.shell.local.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ClusterLockTest {
    private static final Owner ADA = HostLockTest.ADA;
    private static final Owner BOB = HostLockTest.BOB;

    @TempDir
    private Path folder;

    private final Shell shell = new LocalShell("cp", Become.NONE, secret -> "");
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private final CountDownLatch lost = new CountDownLatch(1);

    @Test
    void holds_every_control_plane_until_it_is_closed() throws Exception {
        try (ClusterLock lock = lock(ADA, false)) {
            passAll(lock);
            assertThat(folder).isDirectoryContaining("glob:**/cp-1").isDirectoryContaining("glob:**/cp-2");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void all_or_nothing_and_the_refusal_says_who_since_when_and_what_to_do() throws Exception {
        held("cp-2").take(shell, ADA);
        try (ClusterLock lock = lock(BOB, false)) {
            assertThatThrownBy(() -> passAll(lock)).isInstanceOfSatisfying(KprovException.class, e -> {
                Problem problem = e.problems().getFirst();
                assertThat(problem.exitCode()).isEqualTo(ExitCode.BUSY);
                assertThat(problem.where()).isEqualTo("cp-2");
                assertThat(problem.why())
                        .startsWith("kprov up of cluster my demo by ada@laptop (process 7, run r1) has held")
                        .containsPattern("since 20.*Z, its last sign of life came ");
                assertThat(problem.remedy()).startsWith("wait for its end, or end it on laptop");
            });
        }
        assertThat(folder.resolve("cp-1")).doesNotExist();
        assertThat(folder.resolve("cp-2")).exists();
    }

    @Test
    void after_a_refusal_nothing_more_is_taken() throws Exception {
        held("cp-1").take(shell, ADA);
        try (ClusterLock lock = lock(BOB, false)) {
            assertThatThrownBy(() -> lock.pass(host("cp-1"), () -> shell)).isInstanceOf(KprovException.class);
            assertThat(lock.pass(host("cp-2"), () -> shell)).isSameAs(shell);
            assertThat(folder.resolve("cp-2")).doesNotExist();
        }
    }

    @Test
    void a_silent_run_is_put_aside_only_when_that_is_wanted() throws Exception {
        held("cp-1").take(shell, ADA);
        silentFor("cp-1", 100);
        try (ClusterLock lock = lock(BOB, false)) {
            assertThatThrownBy(() -> passAll(lock))
                    .isInstanceOfSatisfying(
                            KprovException.class,
                            e -> assertThat(e.problems().getFirst().remedy())
                                    .endsWith("see on laptop that it is gone, then run: kprov up --break-lock"));
        }
        try (ClusterLock lock = lock(BOB, true)) {
            passAll(lock);
            assertThat(remarks).singleElement().asString().contains("took over the lock of kprov up", "ago");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_run_that_gives_signs_of_life_is_never_put_aside() throws Exception {
        held("cp-1").take(shell, ADA);
        try (ClusterLock lock = lock(BOB, true)) {
            assertThatThrownBy(() -> passAll(lock)).hasMessageContaining("another run");
        }
    }

    @Test
    void what_a_process_of_this_user_left_that_is_gone_is_taken_over_with_a_remark() throws Exception {
        Owner dead = new Owner("r1", "up", "demo", "bob", "laptop", "machine bob", "boot-0", "pid:[1]", "7", "99");
        held("cp-1").take(shell, dead);
        try (ClusterLock lock = lock(BOB, false)) {
            passAll(lock);
            assertThat(remarks)
                    .singleElement()
                    .asString()
                    .startsWith("cp-1 took over")
                    .endsWith("process is gone");
        }
    }

    @Test
    void no_host_is_looked_at_before_all_are_held() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (ClusterLock lock = lock(ADA, false)) {
            FutureTask<Shell> worker = passing(lock, "w-1", () -> shell);
            FutureTask<Shell> second = passing(lock, "cp-2", () -> shell);
            FutureTask<Shell> first = passing(lock, "cp-1", () -> {
                slow.await();
                return shell;
            });
            assertThat(worker.isDone() || second.isDone()).isFalse();
            assertThat(folder).isEmptyDirectory();

            slow.countDown();
            first.get(30, TimeUnit.SECONDS);
            second.get(30, TimeUnit.SECONDS);
            worker.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_control_plane_that_cannot_be_reached_keeps_nobody_waiting() throws Exception {
        KprovException trouble = new KprovException(Problem.of(ExitCode.UNREACHABLE, "no", "way", "walk"));
        try (ClusterLock lock = lock(ADA, false)) {
            assertThatThrownBy(() -> lock.pass(host("cp-1"), () -> {
                        throw trouble;
                    }))
                    .isSameAs(trouble);
            assertThat(lock.pass(host("cp-2"), () -> shell)).isSameAs(shell);
            assertThat(lock.pass(host("w-1"), () -> shell)).isSameAs(shell);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void a_host_that_went_down_is_taken_again() throws Exception {
        try (ClusterLock lock = lock(ADA, false)) {
            passAll(lock);
            Files.delete(folder.resolve("cp-1"));
            lock.keep();
            while (Files.notExists(folder.resolve("cp-1"))) {
                Thread.onSpinWait();
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void who_is_put_aside_is_told() throws Exception {
        try (ClusterLock lock = lock(ADA, false)) {
            passAll(lock);
            Files.delete(folder.resolve("cp-1"));
            held("cp-1").take(shell, BOB);
            lock.keep();

            assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lock.lost().orElseThrow().why()).contains("by bob@laptop");
        }
        assertThat(folder.resolve("cp-1")).exists();
    }

    private ClusterLock lock(Owner owner, boolean breaks) {
        ClusterLock.Listener listener = new ClusterLock.Listener() {
            @Override
            public void remark(String host, String text) {
                remarks.add(host + " " + text);
            }

            @Override
            public void lost() {
                lost.countDown();
            }
        };
        return new ClusterLock(
                List.of(held("cp-1"), held("cp-2")),
                owner,
                breaks,
                "kprov up --break-lock",
                listener,
                Duration.ofMillis(20));
    }

    private void passAll(ClusterLock lock) throws InterruptedException {
        for (String host : List.of("cp-1", "cp-2", "w-1")) {
            lock.pass(host(host), () -> shell);
        }
    }

    private static FutureTask<Shell> passing(ClusterLock lock, String host, ClusterLock.Opening opening) {
        FutureTask<Shell> task = new FutureTask<>(() -> lock.pass(host(host), opening));
        Thread.ofVirtual().start(task);
        return task;
    }

    private HostLock held(String host) {
        return new HostLock(host, folder.resolve(host).toString());
    }

    private void silentFor(String host, long seconds) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(host)));
        lines.set(1, String.valueOf(Long.parseLong(lines.get(1)) - seconds));
        Files.write(folder.resolve(host), lines);
    }

    private static Host host(String name) {
        Role role = name.startsWith("cp") ? Role.CONTROL_PLANE : Role.WORKER;
        return new Host(
                name, "10.0.0.1", "10.0.0.1", Set.of(role), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }
}
