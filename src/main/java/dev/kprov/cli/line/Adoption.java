package dev.kprov.cli.line;

import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.inventory.Host;
import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.StepId;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.RunEvent;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.shell.script.StepLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Waits for steps that a run began which is gone: a second one beside them would get in their way, and what they
/// make of their host belongs into the facts.
///
/// @param ends whether to end them instead
record Adoption(Parts parts, Wanted wanted, Events events, boolean ends) {
    /// Whether there was anything to wait for.
    boolean await(Shells shells, Facts facts) throws InterruptedException {
        List<Callable<Void>> waits = new ArrayList<>();
        for (Host host : wanted.inventory().hosts()) {
            HostFacts seen = facts.hosts().get(host.name());
            for (HostFacts.RunningStep step : seen == null ? List.<HostFacts.RunningStep>of() : seen.running()) {
                waits.add(() -> {
                    await(shells, host, step);
                    return null;
                });
            }
        }
        if (!waits.isEmpty()) {
            events.phase("adopt", ends ? "end steps of an earlier run" : "wait for steps of an earlier run", () -> {
                all(waits);
                return true;
            });
        }
        return !waits.isEmpty();
    }

    private void await(Shells shells, Host host, HostFacts.RunningStep step) throws InterruptedException {
        StepId id = new StepId(host.name(), step.step().substring(step.step().indexOf('/') + 1));
        Told told = new Told(id, events);
        StepLabel label = new StepLabel(step.key(), host.name(), step.cluster(), step.step(), step.title());
        if (ends) {
            parts.end(shells, host, label);
            events.remark(host.name(), "ended what an earlier run began there: " + step.title());
            return;
        }
        events.on(new RunEvent.StepStarted(events.now(), id));
        told.waiting(step.title() + ", which an earlier run began");
        String end = parts.await(
                shells, host, label, told, wanted.profile().timeouts().step());
        told.line(Output.Stream.OUT, "adopted: it ended with " + end);
    }

    private record Told(StepId id, Events events) implements ScriptRun.Listener {
        @Override
        public void line(Output.Stream stream, String line) {
            events.on(new RunEvent.StepOutput(events.now(), id, stream, line));
        }

        @Override
        public void waiting(String what) {
            events.on(new RunEvent.StepWaiting(events.now(), id, what));
        }
    }

    private static void all(List<Callable<Void>> waits) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> wait : threads.invokeAll(waits)) {
                try {
                    wait.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof KprovException known)) {
                        throw new IllegalStateException("adopting failed", e.getCause());
                    }
                    problems.addAll(known.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
    }
}
