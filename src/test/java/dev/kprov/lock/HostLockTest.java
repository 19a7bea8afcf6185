package dev.kprov.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Become;
import dev.kprov.shell.Shell;
import dev.kprov.shell.local.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lock as a real Bash keeps it.
final class HostLockTest {
    static final Owner ADA = owner("r1", "ada");
    static final Owner BOB = owner("r2", "bob");

    private final Shell shell = new LocalShell("cp-1", Become.NONE, secret -> "");

    @TempDir
    private Path folder;

    @Test
    void a_second_run_is_told_who_holds_it_and_gets_it_when_it_was_given_back() throws Exception {
        assertThat(lock().take(shell, ADA)).isEmpty();

        HostLock.Held held = lock().take(shell, BOB).orElseThrow();
        assertThat(held.owner()).isEqualTo(ADA);
        assertThat(held.since()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(held.silent()).isLessThan(Duration.ofSeconds(60));

        lock().release(shell, BOB);
        assertThat(lock().take(shell, BOB))
                .as("another one's is not given back")
                .isPresent();
        lock().release(shell, ADA);
        assertThat(lock().take(shell, BOB)).isEmpty();
        lock().release(shell, BOB);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_sign_of_life_keeps_the_time_when_it_was_taken() throws Exception {
        lock().take(shell, ADA);
        change(2, "2026-01-01T00:00:00Z");
        silentFor(100);

        assertThat(lock().take(shell, ADA)).isEmpty();

        HostLock.Held held = lock().take(shell, BOB).orElseThrow();
        assertThat(held.since()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(held.silent()).isLessThan(Duration.ofSeconds(100));
    }

    @Test
    void of_many_at_once_one_gets_it() throws Exception {
        List<Callable<Optional<HostLock.Held>>> all = new ArrayList<>();
        IntStream.range(0, 12).forEach(i -> all.add(() -> lock().take(shell, owner("r" + i, "user" + i))));
        int taken = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<HostLock.Held>> each : threads.invokeAll(all)) {
                taken += each.get().isEmpty() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(files()).containsExactly("kprov.lock");
    }

    @Test
    void a_run_with_the_same_id_is_another_one() throws Exception {
        lock().take(shell, ADA);

        assertThat(lock().take(shell, owner("r1", "eve"))).isPresent();
    }

    @Test
    void only_root_can_read_who_works_here() throws Exception {
        lock().take(shell, ADA);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_lock_of_an_earlier_boot_is_none() throws Exception {
        lock().take(shell, ADA);
        change(0, Files.readAllLines(file()).getFirst() + "0");

        assertThat(lock().take(shell, BOB)).isEmpty();
        assertThat(lock().take(shell, ADA).orElseThrow().owner()).isEqualTo(BOB);
    }

    @Test
    void another_run_is_put_aside_only_if_it_is_the_one_that_was_seen_and_silent_for_long_enough() throws Exception {
        lock().take(shell, ADA);
        silentFor(50);
        HostLock.Held ada = lock().take(shell, BOB).orElseThrow();
        assertThat(ada.silent()).isGreaterThanOrEqualTo(Duration.ofSeconds(50));

        assertThat(lock().take(shell, BOB, ada, Duration.ofHours(10))).isPresent();
        assertThat(lock().take(shell, BOB, new HostLock.Held("cp-1", ada.silent(), "", BOB), Duration.ZERO))
                .isPresent();
        assertThat(lock().take(shell, BOB, ada, Duration.ofSeconds(50))).isEmpty();
        assertThat(lock().take(shell, ADA).orElseThrow().owner()).isEqualTo(BOB);
    }

    static Owner owner(String run, String user) {
        return new Owner(run, "up", "my demo", user, "laptop", "machine " + user, "boot", "pid:[1]", "7", "99");
    }

    private HostLock lock() {
        return new HostLock("cp-1", file().toString());
    }

    private void silentFor(long seconds) throws IOException {
        change(1, String.valueOf(Long.parseLong(Files.readAllLines(file()).get(1)) - seconds));
    }

    private void change(int line, String text) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(line, text);
        Files.write(file(), lines);
    }

    private Path file() {
        return folder.resolve("kprov.lock");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
