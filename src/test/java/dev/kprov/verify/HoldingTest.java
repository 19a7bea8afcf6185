package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.profile.Verification.Hold;
import dev.kprov.verify.check.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verdicts that have to hold.
class HoldingTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void a_sound_cluster_is_looked_at_all_the_time() throws Exception {
        FakeCluster.assertSound(verify(new Hold(LONG, 1), Sample.DEADLINE));

        assertThat(cluster.clock().elapsed()).isBetween(LONG, LONG.plusSeconds(2));
        assertThat(looks()).isGreaterThan(15);
    }

    @Test
    void the_deadline_is_for_becoming_good_and_not_for_staying_so() throws Exception {
        FakeCluster.assertSound(verify(new Hold(LONG, 1), Duration.ofSeconds(5)));

        assertThat(cluster.clock().elapsed()).isGreaterThanOrEqualTo(LONG);
    }

    @Test
    void looks_are_counted_in_a_row() throws Exception {
        FakeCluster.assertSound(verify(new Hold(Duration.ZERO, 12), Sample.DEADLINE));

        assertThat(looks()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void what_comes_and_goes_fails_although_it_is_good_at_the_end() throws Exception {
        cluster.onPause(() -> cluster.etcd(cluster.clock().elapsed().toSeconds() % 8 == 7 ? "full" : "single"));

        List<CheckResult> results = verify(new Hold(LONG, 1), Sample.DEADLINE);

        assertThat(FakeCluster.verdict(results, "etcd")).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
            assertThat(failed.actual()).contains("ALARM NOSPACE");
            assertThat(failed.remedy()).contains("defragment");
        });
    }

    @Test
    void what_came_and_went_before_it_held_is_told() throws Exception {
        cluster.onPause(() -> {
            long second = cluster.clock().elapsed().toSeconds();
            cluster.etcd(second == 5 || second == 6 ? "full" : "single");
        });

        List<CheckResult> results = verify(new Hold(LONG, 1), Sample.DEADLINE);

        FakeCluster.assertSound(results);
        assertThat(FakeCluster.verdict(results, "etcd"))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.evidence())
                                .contains("before that it came and went", "ALARM NOSPACE"));
        assertThat(cluster.clock().elapsed()).isGreaterThan(LONG.plusSeconds(5));
    }

    private long looks() throws InterruptedException {
        return cluster.requests().stream()
                .filter(path -> path.startsWith("/readyz"))
                .count();
    }

    private List<CheckResult> verify(Hold hold, Duration deadline) throws IOException, InterruptedException {
        Profile usual = Sample.profile(Network.Plugin.FLANNEL, Settings.NONE);
        Verification verification =
                usual.verification().with(hold).withWindow(hold.time().isZero() ? Sample.WINDOW : hold.time());
        Profile profile = usual.with(verification).with(usual.timeouts().verify(deadline));
        return cluster.verify(folder, profile);
    }
}
