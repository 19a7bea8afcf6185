package dev.kprov.run;

import dev.kprov.plan.Action;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Speech;
import dev.kprov.shell.script.DetachedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds out why a step failed, as well as can be told.
final class Failures {
    private static final Duration DIAGNOSIS = Duration.ofSeconds(60);
    private static final int LINES = 3;

    private final Runner.Wiring wiring;
    private final Runner.Scripts scripts;
    private final RunListener events;
    private final String verb;

    Failures(Runner.Wiring wiring, Runner.Scripts scripts, RunListener events, String verb) {
        this.wiring = wiring;
        this.scripts = scripts;
        this.events = events;
        this.verb = verb;
    }

    /// Looks at the host and asks who knows its failures; falls back to what is known without.
    Outcome explain(Step step, Heard heard, Problem otherwise) {
        String diagnostics =
                wiring.diagnosis().script().map(script -> look(step, script)).orElse("");
        List<Problem> problems = wiring.diagnosis().explain(step, heard.text(), diagnostics);
        if (problems.isEmpty()) {
            return new Outcome.Failed(otherwise);
        }
        // The outcome is the one that decides how the run ends.
        ExitCode worst = ExitCode.worst(problems.stream().map(Problem::exitCode).toList());
        Problem decides = problems.stream()
                .filter(problem -> problem.exitCode() == worst)
                .findFirst()
                .orElseThrow();
        List<Problem> further = new ArrayList<>(problems);
        further.remove(decides);
        further.forEach(
                problem -> events.on(new RunEvent.ProblemFound(wiring.clock().instant(), problem)));
        return new Outcome.Failed(decides);
    }

    Problem exit(Step step, int exitStatus, Heard heard) {
        List<String> last = heard.last(LINES);
        String why = last.isEmpty() ? "its script printed nothing" : String.join("\n", last);
        return stepFailed(step, "failed with exit status " + exitStatus, why);
    }

    Problem notFetched(Step step, Action.Fetch fetch, Result result) {
        List<String> last = Heard.meaningful(result.stderr().lines().toList(), LINES);
        String why = result.ok()
                ? fetch.remotePath() + (result.stdout().isEmpty() ? " is empty" : " is longer than 1 MiB")
                : last.isEmpty() ? fetch.remotePath() + " cannot be read" : String.join("\n", last);
        return stepFailed(step, "failed", why);
    }

    Problem notKept(Step step, Action.Fetch fetch, IOException e) {
        Path file = wiring.folder().cluster().resolve(fetch.name());
        return new Problem(
                ExitCode.STEP_FAILED,
                step.host(),
                step.title() + ": failed",
                "cannot write " + file + " on this machine: " + e,
                "make it writable, then run `" + command() + "` again");
    }

    Problem bug(Step step, Throwable bug) {
        return new Problem(
                ExitCode.BUG,
                step.host(),
                step.title() + ": stopped by a bug in kprov",
                bug.toString(),
                "please report it, with " + wiring.folder().log(step.host()));
    }

    private Problem stepFailed(Step step, String how, String why) {
        return new Problem(
                ExitCode.STEP_FAILED,
                step.host(),
                step.title() + ": " + how,
                why,
                "read " + wiring.folder().log(step.host()) + kept(step) + ", remove the cause, then run `" + command()
                        + "` again: it goes on where it stopped");
    }

    /// Where the host has its output, too: this machine may have been cut off from it.
    private String kept(Step step) {
        boolean detached = step.action() instanceof Action.Run && !Runner.onController(wiring, step);
        return detached ? " (on " + step.host() + ": " + DetachedRun.folder(Runner.label(wiring, step)) + ")" : "";
    }

    private String command() {
        return "kprov " + verb;
    }

    /// Best effort: the failure is worth more than what can be found out about it.
    private String look(Step step, Script script) {
        StringBuilder seen = new StringBuilder();
        Heard unheard = new Heard(step.id(), wiring.clock(), event -> {}, Speech.PLAIN);
        try {
            scripts.run(
                    wiring.shells().on(wiring.inventory().host(step.host()).orElseThrow()),
                    script,
                    Map.of(),
                    unheard,
                    DIAGNOSIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            seen.append("\n(interrupted)");
        } catch (RuntimeException e) {
            seen.append("\n(").append(e.getMessage()).append(')');
        }
        seen.insert(0, unheard.text());
        keep(step, seen.toString());
        return seen.toString();
    }

    private void keep(Step step, String seen) {
        String title = "=== after " + step.id() + " failed, " + wiring.clock().instant() + "\n";
        try {
            PrivateFile.append(wiring.folder().diagnostics(step.host()), title + seen.stripTrailing() + "\n");
        } catch (IOException e) {
            events.on(new RunEvent.ProblemFound(wiring.clock().instant(), notKept(e)));
        }
    }

    private Problem notKept(IOException e) {
        return Problem.of(
                ExitCode.STEP_FAILED,
                "cannot keep what was looked at on a host",
                e.toString(),
                "make room in " + wiring.folder().run());
    }
}
