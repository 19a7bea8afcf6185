package dev.kprov.observe;

import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.process.Kept;
import dev.kprov.shell.script.ScriptRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Looks at this machine for an installer that works here: first for its tools, and with them at its clusters.
public final class Controller {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Shell shell;

    public Controller(Shell shell) {
        this.shell = shell;
    }

    /// Throws a `KprovException` with a problem for each tool that cannot be used.
    ///
    /// @param look prints what is to be known; empty when nothing is
    public ControllerFacts observe(List<Tool> tools, Optional<Script> look, Observer.Listener listener)
            throws InterruptedException {
        long started = System.nanoTime();
        List<ToolFacts> found = new Tools(shell).look(tools);
        List<Problem> problems =
                found.stream().flatMap(facts -> facts.problem().stream()).toList();
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        String state = look.isPresent() ? state(look.get()) : "";
        String summary = found.stream()
                .map(facts -> facts.tool().name() + " " + facts.version().orElse(""))
                .collect(Collectors.joining(", "));
        listener.observed(Host.controller(), summary, Duration.ofNanos(System.nanoTime() - started));
        return new ControllerFacts(found, state);
    }

    private String state(Script look) throws InterruptedException {
        ScriptRun.Finished finished = ScriptRun.run(shell, look, Map.of(), ScriptRun.Listener.NONE, TIMEOUT);
        String printed = finished.result().stdout();
        if (finished.result().ok() && !Kept.isCut(printed)) {
            return printed;
        }
        String said = finished.result().stderr().strip();
        throw new KprovException(new Problem(
                ExitCode.UNREACHABLE,
                Host.CONTROLLER,
                "cannot learn what clusters are on this machine",
                said.isEmpty() ? "the script that looks for them failed without a word" : last(said),
                "see whether the same question is answered by hand; kprov doctor shows what is installed"));
    }

    private static String last(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
