package dev.kprov.observe;

import dev.kprov.problem.KprovException;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Looks for tools on this machine, all at once.
public final class Tools {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Shell shell;

    public Tools(Shell shell) {
        this.shell = shell;
    }

    /// In the order of the tools.
    public List<ToolFacts> look(Collection<Tool> tools) throws InterruptedException {
        List<Callable<ToolFacts>> looks = new ArrayList<>();
        tools.forEach(tool -> looks.add(() -> look(tool)));
        List<ToolFacts> facts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ToolFacts> found : threads.invokeAll(looks)) {
                facts.add(found.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking for tools failed", e.getCause());
        }
        return facts;
    }

    private ToolFacts look(Tool tool) throws InterruptedException {
        Result where = shell.run(Command.of("sh", "-c", "command -v -- \"$0\"", tool.name()), Output.NONE, TIMEOUT);
        if (!where.ok()) {
            return new ToolFacts(tool, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<String> path = Optional.of(where.stdout().strip());
        try {
            Result answer = shell.run(new Command(tool.command(), new byte[0], false), Output.NONE, TIMEOUT);
            return answer.ok()
                    ? new ToolFacts(tool, path, ToolFacts.version(answer.stdout()), Optional.empty())
                    : new ToolFacts(tool, path, Optional.empty(), Optional.of(complaint(answer)));
        } catch (KprovException e) {
            // It gave no answer in time.
            return new ToolFacts(
                    tool,
                    path,
                    Optional.empty(),
                    Optional.of(e.problems().getFirst().why()));
        }
    }

    /// The last line that it said; programs of this kind explain themselves in one.
    private static String complaint(Result answer) {
        String said = answer.stderr().isBlank() ? answer.stdout() : answer.stderr();
        return said.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it ended with exit status " + answer.exitStatus() + " and said nothing");
    }
}
