package dev.kprov.run;

import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Value;
import dev.kprov.shell.process.Kept;
import dev.kprov.shell.script.ScriptRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Carries out one step. Whatever goes wrong in it becomes its outcome.
final class StepRun {
    private final Runner.Wiring wiring;
    private final Function<Step, Runner.Scripts> scripts;
    private final RunListener events;
    private final Failures failures;
    private final Map<String, String> captured = new ConcurrentHashMap<>();

    StepRun(Runner.Wiring wiring, Function<Step, Runner.Scripts> scripts, RunListener events, Failures failures) {
        this.wiring = wiring;
        this.scripts = scripts;
        this.events = events;
        this.failures = failures;
    }

    Outcome run(Step step, Instant began) {
        try {
            events.on(new RunEvent.StepStarted(began, step.id()));
            return carryOut(step);
        } catch (InterruptedException e) {
            return new Outcome.Interrupted();
        } catch (Throwable bug) {
            // Throwable, not Exception: an Error that escaped here would leave those after this step waiting for
            // ever.
            return new Outcome.Failed(bug(step, bug));
        }
    }

    private Outcome carryOut(Step step) throws InterruptedException {
        Heard heard =
                new Heard(step.id(), wiring.clock(), events, wiring.diagnosis().speech(step));
        try {
            return switch (step.action()) {
                case Action.Unchanged unchanged -> new Outcome.Unchanged();
                case Action.Run run -> script(step, run, heard);
                case Action.Fetch fetch -> fetch(step, fetch);
            };
        } catch (KprovException e) {
            return thrown(step, e, heard);
        }
    }

    private Outcome script(Step step, Action.Run run, Heard heard) throws InterruptedException {
        Shell shell = shell(step);
        ScriptRun.Finished finished = scripts.apply(step).run(shell, run.script(), known(step), heard, step.timeout());
        if (!finished.result().ok()) {
            return failures.explain(
                    step, heard, failures.exit(step, finished.result().exitStatus(), heard));
        }
        Set<String> missing = new TreeSet<>(run.script().captures());
        missing.removeAll(finished.captured().keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the script ended well without capturing " + missing);
        }
        captured.putAll(finished.captured());
        return finished.changes().isEmpty() ? new Outcome.Unchanged() : new Outcome.Changed();
    }

    /// What its script may use: values of earlier steps, and on this machine the run's folders.
    private Map<String, String> known(Step step) {
        Map<String, String> known = new HashMap<>(captured);
        if (Runner.onController(wiring, step)) {
            known.putAll(ScriptRun.folders(Map.of(
                    Value.Folder.RUN, wiring.folder().run(),
                    Value.Folder.CLUSTER, wiring.folder().cluster())));
        }
        return Map.copyOf(known);
    }

    private Outcome fetch(Step step, Action.Fetch fetch) throws InterruptedException {
        Command cat = Command.of("cat", "--", fetch.remotePath()).root();
        Result result = shell(step).run(cat, Output.NONE, step.timeout());
        if (!result.ok() || result.stdout().isEmpty() || Kept.isCut(result.stdout())) {
            return new Outcome.Failed(failures.notFetched(step, fetch, result));
        }
        try {
            byte[] content = result.stdout().getBytes(StandardCharsets.UTF_8);
            boolean changed = PrivateFile.replace(wiring.folder().cluster().resolve(fetch.name()), content);
            return changed ? new Outcome.Changed() : new Outcome.Unchanged();
        } catch (IOException e) {
            return new Outcome.Failed(failures.notKept(step, fetch, e));
        }
    }

    private Outcome thrown(Step step, KprovException e, Heard heard) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException(e.getMessage());
        }
        for (Problem further : e.problems().subList(1, e.problems().size())) {
            events.on(new RunEvent.ProblemFound(wiring.clock().instant(), further));
        }
        Problem problem = e.problems().getFirst();
        return problem.exitCode() == ExitCode.STEP_FAILED
                ? failures.explain(step, heard, problem)
                : new Outcome.Failed(problem);
    }

    private Shell shell(Step step) throws InterruptedException {
        Host host = wiring.inventory()
                .host(step.host())
                .orElseThrow(() -> new IllegalStateException("the inventory has no host " + step.host()));
        return wiring.shells().on(host);
    }

    private Problem bug(Step step, Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        trace.toString()
                .lines()
                .map(line -> new RunEvent.StepOutput(wiring.clock().instant(), step.id(), Output.Stream.ERR, line))
                .forEach(events::on);
        return failures.bug(step, bug);
    }
}
