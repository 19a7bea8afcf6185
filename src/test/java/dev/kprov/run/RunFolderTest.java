package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
    private static final Clock CLOCK = Clock.fixed(FakeHosts.NOON, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private long next;
    private final RandomGenerator random = () -> next++ << 32;

    @Test
    void makes_folders_that_only_their_owner_may_enter() throws IOException {
        RunFolder made = create(folder.resolve("state"));

        assertThat(made.runId()).matches("20261121-120000-[0-9a-f]{4}");
        assertThat(made.run()).isEqualTo(folder.resolve("state/runs").resolve(made.runId()));
        assertThat(made.cluster()).isEqualTo(folder.resolve("state/clusters/demo"));
        for (Path each : new Path[] {made.run(), made.cluster(), made.run().getParent(), folder.resolve("state")}) {
            assertThat(mode(each)).as(each.toString()).isEqualTo("rwx------");
        }
    }

    @Test
    void leaves_an_existing_state_folder_as_it_is_but_takes_the_clusters_from_others() throws IOException {
        Files.createDirectories(folder.resolve("clusters/demo"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        create(folder);

        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
        assertThat(mode(folder.resolve("clusters/demo"))).isEqualTo("rwx------");
    }

    @Test
    void two_runs_of_one_second_do_not_meet_even_with_the_same_dice() {
        RunFolder first = create(folder);
        next = 0;

        assertThat(create(folder).runId()).isNotEqualTo(first.runId());
    }

    @Test
    void a_run_is_named_in_utc_so_that_the_hour_which_summer_time_repeats_sorts_too() {
        Clock autumn = Clock.fixed(Instant.parse("2026-10-25T00:30:00Z"), ZoneId.of("Europe/Berlin"));
        Clock later = Clock.offset(autumn, Duration.ofMinutes(40));

        assertThat(RunFolder.create(folder, "demo", autumn, random).runId()).startsWith("20261025-003000-");
        assertThat(RunFolder.create(folder, "demo", later, random).runId()).startsWith("20261025-011000-");
    }

    @Test
    void says_why_it_cannot_write_and_what_to_do() throws IOException {
        Path file = Files.createFile(folder.resolve("state"));

        assertThatThrownBy(() -> create(file)).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(e.problems().getFirst().why()).contains(file.toString());
            assertThat(e.problems().getFirst().remedy()).contains("--state-dir");
        });
    }

    private RunFolder create(Path state) {
        return RunFolder.create(state, "demo", CLOCK, random);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
