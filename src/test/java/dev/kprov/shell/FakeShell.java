package dev.kprov.shell;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A shell that answers as it was told to. A command that nobody told it about fails the test.
public final class FakeShell implements Shell {
    /// What happens instead of a command.
    @FunctionalInterface
    public interface Answer {
        Result to(Command command) throws InterruptedException;
    }

    private record Scripted(Predicate<Command> command, Answer answer) {}

    private final String host;
    private final List<Scripted> scripted = new CopyOnWriteArrayList<>();
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    public FakeShell(String host) {
        this.host = host;
    }

    /// The first answer whose condition holds counts.
    public FakeShell on(Predicate<Command> command, Answer answer) {
        scripted.add(new Scripted(command, answer));
        return this;
    }

    public FakeShell on(List<String> argv, Result result) {
        return on(command -> command.argv().equals(argv), command -> result);
    }

    /// A script that `ScriptRun` sends, by its name.
    public FakeShell onScript(String name, Result result) {
        return on(
                command ->
                        command.stdin().length > 0 && command.argv().getLast().equals(name),
                command -> result);
    }

    /// A command that never ends by itself.
    public FakeShell hangsOn(List<String> argv) {
        return on(command -> command.argv().equals(argv), command -> {
            new CountDownLatch(1).await();
            throw new AssertionError("nothing ends it");
        });
    }

    /// All that was run, in order.
    public List<Command> commands() {
        return new ArrayList<>(commands);
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        commands.add(command);
        Answer answer = scripted.stream()
                .filter(each -> each.command().test(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("unscripted command on " + host + ": " + command.argv()))
                .answer();
        Result result = within(timeout, command, answer);
        result.stdout().lines().forEach(line -> output.line(Output.Stream.OUT, line));
        result.stderr().lines().forEach(line -> output.line(Output.Stream.ERR, line));
        return result;
    }

    private Result within(Duration timeout, Command command, Answer answer) throws InterruptedException {
        List<Result> results = new CopyOnWriteArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                results.add(answer.to(command));
            } catch (Throwable e) {
                failures.add(e);
            } finally {
                over.countDown();
            }
        });
        try {
            if (!over.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KprovException(new Problem(
                        ExitCode.STEP_FAILED,
                        host,
                        command.argv().getFirst() + " took longer than " + timeout,
                        "time",
                        "wait"));
            }
        } finally {
            thread.interrupt();
        }
        for (Throwable failure : failures) {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            throw failure instanceof Error e ? e : new AssertionError(failure);
        }
        return results.getFirst();
    }

    @Override
    public void close() {}
}
