package dev.kprov.run;

import static dev.kprov.run.FakeHosts.changed;
import static dev.kprov.run.FakeHosts.exit;
import static dev.kprov.run.FakeHosts.id;
import static dev.kprov.run.FakeHosts.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Await;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.policy.Containment;
import dev.kprov.policy.OnFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a failed step means for the others, under each policy. All hosts of these tests are workers.
@Timeout(60)
final class RunnerPolicyTest {
    private final FakeHosts hosts = new FakeHosts();
    private Containment containment = new Containment(new OnFailure.Finish(), FakeHosts.inventory());

    @TempDir
    private Path folder;

    @Test
    void stop_begins_no_step_after_the_first_failure_and_lets_running_ones_finish() {
        CountDownLatch running = new CountDownLatch(1);
        policy(new OnFailure.Stop());

        Map<StepId, Outcome> outcomes = run(
                hosts.step("h1/fails", (captured, listener) -> {
                    running.await();
                    return exit(1);
                }),
                hosts.step("h2/runs", (captured, listener) -> {
                    running.countDown();
                    Await.until("the failure", () -> hosts.story().contains("h1/fails failed"));
                    return changed();
                }),
                hosts.step("h2/next", (captured, listener) -> changed(), "h2/runs"));

        assertThat(outcomes.get(id("h2/runs"))).isEqualTo(new Outcome.Changed());
        assertThat(outcomes.get(id("h2/next"))).isEqualTo(new Outcome.Skipped(id("h1/fails")));
        assertThat(hosts.story()).doesNotContain("h2/next started");
    }

    @Test
    void finish_goes_on_with_everything_that_does_not_depend_on_it() {
        Map<StepId, Outcome> outcomes = run(
                hosts.step("h1/fails", (captured, listener) -> exit(1)),
                hosts.step("h1/after", (captured, listener) -> changed(), "h1/fails"),
                hosts.step("h1/beside", (captured, listener) -> changed()));

        assertThat(outcomes.values().stream().map(Outcome::word)).containsExactly("failed", "skipped", "changed");
        assertThat(hosts.events).noneMatch(RunEvent.HostLeftOut.class::isInstance);
    }

    @Test
    void tolerate_begins_nothing_more_on_a_worker_that_failed_and_goes_on_elsewhere() {
        policy(new OnFailure.Tolerate(1));

        Map<StepId, Outcome> outcomes = runOneByOne(
                hosts.step("h1/fails", (captured, listener) -> exit(1)),
                hosts.step("h2/first", (captured, listener) -> changed(), "h9/gate"),
                hosts.step("h1/beside", (captured, listener) -> changed(), "h9/gate"));

        assertThat(outcomes.get(id("h1/beside"))).isEqualTo(new Outcome.Skipped(id("h1/fails")));
        assertThat(outcomes.get(id("h2/first"))).isEqualTo(new Outcome.Changed());
        assertThat(containment.leftOut()).containsExactly("h1");
        assertThat(hosts.events)
                .filteredOn(RunEvent.HostLeftOut.class::isInstance)
                .extracting(event -> ((RunEvent.HostLeftOut) event).host())
                .containsExactly("h1");
    }

    @Test
    void a_worker_that_fails_beyond_the_limit_is_treated_as_under_finish() {
        policy(new OnFailure.Tolerate(1));

        Map<StepId, Outcome> outcomes = runOneByOne(
                hosts.step("h1/fails", (captured, listener) -> exit(1)),
                hosts.step("h2/fails", (captured, listener) -> exit(1), "h9/gate"),
                hosts.step("h2/beside", (captured, listener) -> changed(), "h9/gate"));

        assertThat(outcomes.get(id("h2/beside"))).isEqualTo(new Outcome.Changed());
        assertThat(containment.leftOut()).containsExactly("h1");
    }

    @Test
    void a_bug_is_no_fault_of_the_worker() {
        policy(new OnFailure.Tolerate(9));

        Map<StepId, Outcome> outcomes = run(hosts.step("h1/broken", (captured, listener) -> {
            throw new IllegalStateException("impossible");
        }));

        assertThat(outcomes.get(id("h1/broken"))).isInstanceOf(Outcome.Failed.class);
        assertThat(containment.leftOut()).isEmpty();
    }

    private void policy(OnFailure policy) {
        containment = new Containment(policy, FakeHosts.inventory());
    }

    /// With a gate that opens when the failure has been counted, so that its effect is no matter of luck.
    private Map<StepId, Outcome> runOneByOne(Step... steps) {
        Step gate = hosts.step("h9/gate", (captured, listener) -> {
            Await.until(
                    "the failure to be counted",
                    () -> hosts.events.stream().anyMatch(RunEvent.HostLeftOut.class::isInstance));
            return changed();
        });
        return run(IntStream.rangeClosed(0, steps.length)
                .mapToObj(i -> i == 0 ? gate : steps[i - 1])
                .toArray(Step[]::new));
    }

    private Map<StepId, Outcome> run(Step... steps) {
        return hosts.runner(folder, 50, hosts.events::add, containment).run(plan(steps));
    }

    @Test
    void the_words_of_a_policy_are_read_as_they_are_written() {
        for (OnFailure policy : List.of(new OnFailure.Stop(), new OnFailure.Finish(), new OnFailure.Tolerate(12))) {
            assertThat(OnFailure.parse(policy.text())).hasValue(policy);
        }
        for (String wrong : List.of("", "Stop", "tolerate", "tolerate=0", "tolerate=-1", "tolerate=x", "tolerate=1 ")) {
            assertThat(OnFailure.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
