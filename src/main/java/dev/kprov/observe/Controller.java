package dev.kprov.observe;

import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Looks at this machine for an installer that works here.
public final class Controller {
    private final Shell shell;

    public Controller(Shell shell) {
        this.shell = shell;
    }

    /// Throws a `KprovException` with a problem for each tool that cannot be used.
    public void check(List<Tool> tools, Observer.Listener listener) throws InterruptedException {
        long started = System.nanoTime();
        List<ToolFacts> found = new Tools(shell).look(tools);
        List<Problem> problems =
                found.stream().flatMap(facts -> facts.problem().stream()).toList();
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        String summary = found.stream()
                .map(facts -> facts.tool().name() + " " + facts.version().orElse(""))
                .collect(Collectors.joining(", "));
        listener.observed(Host.controller(), summary, Duration.ofNanos(System.nanoTime() - started));
    }
}
