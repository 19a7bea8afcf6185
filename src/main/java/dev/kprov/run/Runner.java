package dev.kprov.run;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.policy.Containment;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.DetachedRun;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.shell.script.StepLabel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Runs a plan as a graph: a step starts as soon as what it depends on has succeeded, on a virtual thread of its
/// own.
public final class Runner {
    /// What a runner works with.
    ///
    /// @param containment says which steps may begin after a failure
    /// @param parallel how many steps run at the same time at most
    public record Wiring(
            Shells shells,
            Inventory inventory,
            Diagnosis diagnosis,
            RunFolder folder,
            RunListener listener,
            Clock clock,
            Containment containment,
            int parallel) {}

    /// How a script gets to its host; tests put their own in place of `ScriptRun::run` and `DetachedRun::run`.
    @FunctionalInterface
    interface Scripts {
        ScriptRun.Finished run(
                Shell shell, Script script, Map<String, String> captured, ScriptRun.Listener listener, Duration timeout)
                throws InterruptedException;
    }

    /// How the script of one step gets to its host.
    @FunctionalInterface
    private interface Steps {
        /// @param later takes what has to be done before the run is over
        Scripts of(Step step, Consumer<Runnable> later);
    }

    private final Wiring wiring;
    private final Steps steps;
    private final Scripts looks;

    /// What changes a host outlives kprov; what only looks ends with it, and so does what runs on the controller,
    /// where whoever ends kprov wants it to be over.
    public Runner(Wiring wiring) {
        this(
                wiring,
                (step, later) ->
                        onController(wiring, step) ? ScriptRun::run : new DetachedRun(label(wiring, step), later)::run,
                ScriptRun::run);
    }

    Runner(Wiring wiring, Scripts scripts) {
        this(wiring, (step, later) -> scripts, scripts);
    }

    private Runner(Wiring wiring, Steps steps, Scripts looks) {
        this.wiring = wiring;
        this.steps = steps;
        this.looks = looks;
    }

    static boolean onController(Wiring wiring, Step step) {
        return wiring.inventory().host(step.host()).filter(Host::isController).isPresent();
    }

    static StepLabel label(Wiring wiring, Step step) {
        String name = step.id().name();
        String cluster = wiring.inventory().cluster();
        return StepLabel.of(
                wiring.folder().runId(), name, step.host(), cluster, step.id().toString(), step.title());
    }

    /// How each step ended, in the plan's order. When the calling thread is interrupted, running steps are ended on
    /// their hosts, their outcome is `Interrupted`, those not begun are `Skipped`, and the map is still
    /// returned (with the interrupt flag set).
    public Map<StepId, Outcome> run(Plan plan) {
        return new Graph(plan).run();
    }

    /// One execution of a plan.
    private final class Graph {
        private final Plan plan;
        private final Map<StepId, End> ends = new LinkedHashMap<>();
        private final Semaphore turns = new Semaphore(wiring.parallel(), true);
        // A second lock beside the listener's own: a plain listener then needs none.
        private final RunListener events = new Broadcast(List.of(wiring.listener()));
        private final List<Thread> tidying = new CopyOnWriteArrayList<>();
        private final StepRun stepRun;
        private volatile boolean cancelled;

        Graph(Plan plan) {
            this.plan = plan;
            this.stepRun = new StepRun(
                    wiring,
                    step -> steps.of(
                            step, work -> tidying.add(Thread.ofVirtual().start(work))),
                    events,
                    new Failures(wiring, looks, events, plan.verb()));
        }

        Map<StepId, Outcome> run() {
            plan.steps().forEach(step -> ends.put(step.id(), new End()));
            boolean interrupted = await(plan.steps().stream().map(this::start).toList());
            interrupted |= await(tidying);
            Map<StepId, Outcome> outcomes = new LinkedHashMap<>();
            ends.forEach((id, end) -> outcomes.put(id, end.outcome));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return Collections.unmodifiableMap(outcomes);
        }

        private Thread start(Step step) {
            return Thread.ofVirtual().name(step.id().toString()).start(() -> settle(step));
        }

        /// Waits for all, however often this thread is interrupted; each interruption is passed on.
        private boolean await(List<Thread> threads) {
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        // First: a step that is interrupted makes room for one that is not yet.
                        cancelled = true;
                        threads.forEach(Thread::interrupt);
                    }
                }
            }
            return cancelled;
        }

        /// Whatever happens, the step gets an end: a step without one would leave its dependants waiting for ever.
        private void settle(Step step) {
            End end = end(step.id());
            try {
                attempt(step, end);
            } finally {
                end.reached.countDown();
            }
        }

        private void attempt(Step step, End end) {
            Duration took = Duration.ZERO;
            end.outcome = new Outcome.Skipped(step.id());
            try {
                StepId obstacle = obstacle(step);
                if (!obstacle.equals(step.id())) {
                    end.outcome = new Outcome.Skipped(obstacle);
                } else if (step.action() instanceof Action.Unchanged) {
                    end.outcome = new Outcome.Unchanged();
                } else {
                    took = takeTurn(step, end);
                }
            } catch (InterruptedException e) {
                // Before its turn; the outcome says so already. The thread ends here, so nobody needs the flag.
            }
            events.on(new RunEvent.StepFinished(wiring.clock().instant(), step.id(), end.outcome, took));
        }

        private Duration takeTurn(Step step, End end) throws InterruptedException {
            boolean waits = step.action() instanceof Action.Run run && run.waits();
            if (!waits) {
                turns.acquire();
            }
            try {
                if (cancelled) {
                    return Duration.ZERO;
                }
                Instant began = wiring.clock().instant();
                Optional<StepId> obstacle = wiring.containment().obstacle(step.id());
                if (obstacle.isPresent()) {
                    end.outcome = new Outcome.Skipped(obstacle.get());
                    return Duration.ZERO;
                }
                end.outcome = stepRun.run(step, began);
                if (end.outcome instanceof Outcome.Failed(Problem problem)
                        && wiring.containment().failed(step.id(), problem)) {
                    events.on(new RunEvent.HostLeftOut(wiring.clock().instant(), step.host(), problem.what()));
                }
                return between(began, wiring.clock().instant());
            } finally {
                if (!waits) {
                    turns.release();
                }
            }
        }

        /// The step in the way of this one, or its own id when there is none; returns when all before it have ended
        /// well or the first of them has not.
        private StepId obstacle(Step step) throws InterruptedException {
            for (Step before : plan.steps()) {
                if (step.after().contains(before.id())) {
                    End end = end(before.id());
                    end.reached.await();
                    if (end.outcome instanceof Outcome.Skipped skipped) {
                        return skipped.because();
                    }
                    if (!end.outcome.succeeded()) {
                        return before.id();
                    }
                }
            }
            return step.id();
        }

        private End end(StepId id) {
            return Objects.requireNonNull(ends.get(id));
        }
    }

    /// A step's end, for those who wait for it.
    private static final class End {
        private final CountDownLatch reached = new CountDownLatch(1);
        private volatile Outcome outcome = new Outcome.Interrupted();
    }

    private static Duration between(Instant began, Instant ended) {
        // The wall clock may be set back meanwhile.
        return ended.isBefore(began) ? Duration.ZERO : Duration.between(began, ended);
    }
}
