package dev.kprov.run;

import static dev.kprov.run.FakeHosts.changed;
import static dev.kprov.run.FakeHosts.exit;
import static dev.kprov.run.FakeHosts.id;
import static dev.kprov.run.FakeHosts.plan;
import static dev.kprov.run.FakeHosts.script;
import static dev.kprov.run.FakeHosts.step;
import static dev.kprov.run.FakeHosts.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Speech;
import dev.kprov.shell.script.ScriptRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunnerTest {
    private final FakeHosts hosts = new FakeHosts();

    @TempDir
    private Path folder;

    @Test
    void a_step_that_waits_for_others_does_not_keep_the_only_turn_from_them() {
        CountDownLatch joined = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        hosts.bodies.put("cp/admit", (captured, listener) -> {
            waiting.countDown();
            joined.await();
            return changed();
        });
        Action admit = new Action.Run(script("cp/admit"), List.of(), true);
        Plan plan = plan(step("h1/admit", admit), hosts.step("h2/join", (captured, listener) -> {
            waiting.await();
            joined.countDown();
            return changed();
        }));

        assertThat(hosts.runner(folder, 1).run(plan).values()).allMatch(Outcome::succeeded);
    }

    @Test
    void a_program_that_speaks_to_programs_is_translated_for_people() {
        hosts.speech = line -> line.startsWith("{")
                ? new Speech.Said(List.of("said " + line), Optional.of("the API"), Optional.of("mind the gap"))
                : Speech.PLAIN.hear(line);
        Plan plan = plan(hosts.step("h1/start", (captured, listener) -> {
            listener.line(Output.Stream.OUT, "{}");
            listener.line(Output.Stream.OUT, "plain");
            listener.line(Output.Stream.ERR, "{not translated");
            return exit(1);
        }));

        hosts.runner(folder, 1).run(plan);

        assertThat(hosts.explained).startsWith("h1/start|said {}\nplain\n{not translated|");
        assertThat(hosts.events)
                .anyMatch(event -> event instanceof RunEvent.StepWaiting waiting
                        && waiting.what().equals("the API"))
                .anyMatch(event -> event instanceof RunEvent.Remark remark
                        && remark.host().equals("h1")
                        && remark.text().equals("mind the gap"));
    }

    @Test
    void goes_on_with_one_host_while_another_is_slow() {
        CountDownLatch secondDone = new CountDownLatch(1);
        Plan plan = plan(
                hosts.step("h1/slow", (captured, listener) -> {
                    secondDone.await();
                    return changed();
                }),
                hosts.step("h2/fast", (captured, listener) -> changed()),
                hosts.step(
                        "h2/next",
                        (captured, listener) -> {
                            secondDone.countDown();
                            return changed();
                        },
                        "h2/fast"));

        assertThat(hosts.runner(folder, 50).run(plan).values()).allMatch(Outcome.Changed.class::isInstance);
        // Which of the two that end together is told last is left to chance.
        assertThat(hosts.story()).containsSubsequence("h2/fast changed", "h2/next started", "h1/slow changed");
    }

    @Test
    void starts_a_step_only_after_all_before_it_have_ended() {
        Plan plan = plan(
                hosts.step("h1/a", (captured, listener) -> changed()),
                hosts.step("h2/b", (captured, listener) -> unchanged()),
                hosts.step("h1/c", (captured, listener) -> changed(), "h1/a", "h2/b"));

        hosts.runner(folder, 50).run(plan);

        List<String> story = hosts.story();
        assertThat(story).hasSize(6);
        assertThat(story.subList(4, 6)).containsExactly("h1/c started", "h1/c changed");
    }

    @Test
    void runs_no_more_steps_at_once_than_allowed_and_uses_all_it_may() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            steps.add(hosts.step("h" + i + "/work", (captured, listener) -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                three.countDown();
                three.await();
                now.decrementAndGet();
                return changed();
            }));
        }

        hosts.runner(folder, 3).run(plan(steps.toArray(Step[]::new)));

        assertThat(most).hasValue(3);
    }

    @Test
    void skips_everything_downstream_of_a_failure_and_nothing_else() {
        Plan plan = plan(
                hosts.step("h1/a", (captured, listener) -> exit(1)),
                hosts.step("h1/b", (captured, listener) -> changed(), "h1/a"),
                hosts.step("h1/c", (captured, listener) -> changed(), "h1/b"),
                step("h1/d", new Action.Unchanged("so"), "h1/c"),
                hosts.step("h2/a", (captured, listener) -> changed()),
                hosts.step("h2/b", (captured, listener) -> changed(), "h2/a"));

        Map<StepId, Outcome> outcomes = hosts.runner(folder, 50).run(plan);

        assertThat(outcomes.keySet())
                .containsExactlyElementsOf(plan.steps().stream().map(Step::id).toList());
        assertThat(outcomes.get(id("h1/a"))).isInstanceOf(Outcome.Failed.class);
        Outcome skipped = new Outcome.Skipped(id("h1/a"));
        assertThat(outcomes).containsEntry(id("h1/b"), skipped).containsEntry(id("h1/c"), skipped);
        assertThat(outcomes).containsEntry(id("h1/d"), skipped);
        assertThat(outcomes.get(id("h2/b"))).isEqualTo(new Outcome.Changed());
    }

    @Test
    void an_error_in_a_step_is_a_failure_and_does_not_hang_the_run() {
        Plan plan = plan(
                hosts.step("h1/a", (captured, listener) -> {
                    throw new StackOverflowError("deep");
                }),
                hosts.step("h1/b", (captured, listener) -> changed(), "h1/a"));

        Map<StepId, Outcome> outcomes = hosts.runner(folder, 50).run(plan);

        assertThat(outcomes.get(id("h1/a"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.problem().exitCode().code()).isEqualTo(70);
            assertThat(failed.problem().why()).contains("deep");
        });
        assertThat(outcomes.get(id("h1/b"))).isEqualTo(new Outcome.Skipped(id("h1/a")));
    }

    @Test
    void a_listener_that_breaks_does_not_hang_the_run() {
        Plan plan = plan(
                hosts.step("h1/a", (captured, listener) -> changed()),
                hosts.step("h1/b", (captured, listener) -> changed(), "h1/a"));

        Map<StepId, Outcome> outcomes = hosts.runner(folder, 50, event -> {
                    throw new IllegalStateException("broken");
                })
                .run(plan);

        assertThat(outcomes.values()).containsOnly(new Outcome.Changed());
    }

    @Test
    void an_unchanged_step_opens_no_shell() {
        Map<StepId, Outcome> outcomes =
                hosts.runner(folder, 1).run(plan(step("h1/a", new Action.Unchanged("swap is off"))));

        assertThat(outcomes.values()).containsExactly(new Outcome.Unchanged());
        assertThat(hosts.opened).isEmpty();
    }

    @Test
    void a_script_that_says_nothing_has_changed_nothing() {
        Map<StepId, Outcome> outcomes =
                hosts.runner(folder, 1).run(plan(hosts.step("h1/a", (captured, listener) -> unchanged())));

        assertThat(outcomes.values()).containsExactly(new Outcome.Unchanged());
        assertThat(hosts.timeouts).containsEntry("h1/a", Duration.ofMinutes(10));
    }

    @Test
    void what_a_step_captures_reaches_later_steps_and_no_event() {
        Map<String, String> seen = new ConcurrentHashMap<>();
        hosts.bodies.put(
                "token",
                (captured, listener) ->
                        new ScriptRun.Finished(new Result(0, "", ""), List.of("made"), Map.of("TOKEN", "s3cr3t")));
        Plan plan = plan(
                step("h1/token", new Action.Run(script("token", "TOKEN"), List.of())),
                hosts.step(
                        "h2/join",
                        (captured, listener) -> {
                            seen.putAll(captured);
                            return changed();
                        },
                        "h1/token"));

        hosts.runner(folder, 50).run(plan);

        assertThat(seen).containsExactly(Map.entry("TOKEN", "s3cr3t"));
        assertThat(hosts.events.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void a_script_that_breaks_its_promise_to_capture_is_a_bug() {
        hosts.bodies.put("token", (captured, listener) -> changed());
        Plan plan = plan(step("h1/token", new Action.Run(script("token", "TOKEN"), List.of())));

        assertThat(hosts.runner(folder, 50).run(plan).get(id("h1/token")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.problem().exitCode().code()).isEqualTo(70);
                    assertThat(failed.problem().why()).contains("TOKEN");
                });
    }

    @Test
    void two_hundred_hosts_with_ten_steps_each_take_seconds() {
        List<Step> steps = new ArrayList<>();
        for (int host = 1; host <= 200; host++) {
            for (int i = 0; i < 10; i++) {
                String[] after = i == 0 ? new String[0] : new String[] {"h" + host + "/step-" + (i - 1)};
                steps.add(hosts.step("h" + host + "/step-" + i, (captured, listener) -> changed(), after));
            }
        }
        Plan plan = plan(steps.toArray(Step[]::new));
        long began = System.nanoTime();

        Map<StepId, Outcome> outcomes = hosts.runner(folder, 50, new Tally()).run(plan);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(outcomes).hasSize(2000);
        assertThat(outcomes.values()).containsOnly(new Outcome.Changed());
    }
}
