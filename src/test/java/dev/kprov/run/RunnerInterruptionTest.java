package dev.kprov.run;

import static dev.kprov.run.FakeHosts.changed;
import static dev.kprov.run.FakeHosts.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunnerInterruptionTest {
    private final FakeHosts hosts = new FakeHosts();

    @TempDir
    private Path folder;

    @Test
    void interruption_ends_running_steps_and_leaves_out_the_others() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Set<String> ended = ConcurrentHashMap.newKeySet();
        Plan plan = plan(
                hosts.step("h1/done", (captured, listener) -> changed()),
                hosts.step(
                        "h1/runs",
                        (captured, listener) -> {
                            running.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.add("h1/runs");
                            }
                            return changed();
                        },
                        "h1/done"),
                hosts.step("h1/later", (captured, listener) -> changed(), "h1/runs"),
                hosts.step("h2/later", (captured, listener) -> changed(), "h1/runs"));
        AtomicReference<Map<StepId, Outcome>> outcomes = new AtomicReference<>(Map.of());
        AtomicReference<Boolean> flag = new AtomicReference<>(false);
        Thread caller = Thread.ofVirtual().start(() -> {
            outcomes.set(hosts.runner(folder, 50).run(plan));
            flag.set(Thread.currentThread().isInterrupted());
        });
        running.await();

        caller.interrupt();
        caller.join();

        assertThat(flag).hasValue(true);
        assertThat(ended).containsExactly("h1/runs");
        assertThat(outcomes.get().values().stream().map(Outcome::word))
                .containsExactly("changed", "interrupted", "skipped", "skipped");
        assertThat(hosts.story()).doesNotContain("h1/later started").contains("h1/runs interrupted");
    }

    // Again and again: which step hears of it first is chance.
    @RepeatedTest(50)
    void a_step_that_waits_for_its_turn_is_not_begun_after_an_interruption() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        FakeHosts.Body blocks = (captured, listener) -> {
            running.countDown();
            new CountDownLatch(1).await();
            return changed();
        };
        Plan plan = plan(hosts.step("h1/a", blocks), hosts.step("h2/a", blocks), hosts.step("h3/a", blocks));
        AtomicReference<Map<StepId, Outcome>> outcomes = new AtomicReference<>(Map.of());
        Thread caller = Thread.ofVirtual()
                .start(() -> outcomes.set(hosts.runner(folder, 1).run(plan)));
        running.await();

        caller.interrupt();
        caller.join();

        assertThat(outcomes.get().values().stream().map(Outcome::word))
                .containsExactlyInAnyOrder("interrupted", "skipped", "skipped");
    }
}
