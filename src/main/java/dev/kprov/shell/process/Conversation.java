package dev.kprov.shell.process;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs one command to its end: feeds it, listens to both of its streams, and ends it on timeout or interruption.
/// Where becoming root turns out to need a terminal, the command has not begun, and is started again with one.
public final class Conversation {
    private final Elevation elevation;
    private final Command command;
    private final Dialogue dialogue;
    private final Lines out;
    private final Lines err;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);

    private Conversation(Elevation elevation, Command command, Output output) {
        this.elevation = elevation;
        this.command = command;
        this.dialogue = elevation.dialogue(command);
        ReentrantLock oneAtATime = new ReentrantLock();
        this.out = new Lines(Output.Stream.OUT, output, oneAtATime);
        this.err = new Lines(Output.Stream.ERR, output, oneAtATime);
    }

    /// Starts what a shell has to start: the command, or the program that becomes root for it.
    @FunctionalInterface
    public interface Starter {
        Running start(List<String> argv) throws InterruptedException;
    }

    /// Blocks until the command has ended.
    public static Result hold(Elevation elevation, Command command, Output output, Starter starter, Duration timeout)
            throws InterruptedException {
        if (command.asRoot()) {
            elevation.admission().check();
        }
        Conversation first = new Conversation(elevation, command, output);
        Optional<Result> result = first.hold(starter, timeout, false);
        if (result.isPresent()) {
            return result.get();
        }
        if (first.dialogue.lacksTerminal()) {
            elevation.admission().wantTerminal();
        }
        return new Conversation(elevation, command, output)
                .hold(starter, timeout, true)
                .orElseThrow(() -> new IllegalStateException("the last time has a result"));
    }

    /// Empty when it has to be started again: with a terminal, or because becoming root ended without a word. Nothing
    /// has been begun then.
    private Optional<Result> hold(Starter starter, Duration timeout, boolean last) throws InterruptedException {
        Running running = starter.start(dialogue.argv(command));
        if (dialogue.mayRead()) {
            mayRead.countDown();
        }
        Drain stdout = new Drain(running.stdout());
        Drain stderr = new Drain(running.stderr());
        List<Thread> threads = List.of(
                start("stdin", () -> write(running)),
                start("stdout", () -> stdout.run((bytes, length) -> out.feed(bytes, 0, length), out::end, this::fail)),
                start(
                        "stderr",
                        () -> stderr.run((bytes, length) -> hear(bytes, length, running), err::end, this::fail)),
                start("end", () -> ended.complete(running.exitStatus())));
        boolean over = false;
        try {
            Optional<Result> result = result(timeout, last, List.of(stdout, stderr));
            over = true;
            return result;
        } finally {
            if (!over) {
                running.end();
            }
            running.close();
            dialogue.close();
            threads.forEach(Thread::interrupt);
        }
    }

    private Optional<Result> result(Duration timeout, boolean last, List<Drain> drains) throws InterruptedException {
        int status = status(timeout);
        boolean complete = true;
        for (Drain drain : drains) {
            complete &= drain.awaitEnd(complete);
        }
        Throwable late = failure.get();
        if (complete && late != null) {
            throw rethrow(late);
        }
        if (!last && (dialogue.lacksTerminal() || dialogue.neverSpoke())) {
            return Optional.empty();
        }
        dialogue.refusal(status).ifPresent(problem -> {
            throw new KprovException(problem);
        });
        return Optional.of(new Result(status, out.text(), err.text()));
    }

    private int status(Duration timeout) throws InterruptedException {
        try {
            return ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KprovException(tookTooLong(timeout));
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
    }

    private RuntimeException rethrow(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return KprovException.passing(lost(cause), cause);
    }

    private void write(Running running) throws InterruptedException {
        mayRead.await();
        try {
            running.stdin().write(command.stdin());
            running.stdin().flush();
        } catch (IOException e) {
            // A command need not read its input; if the connection is gone, its end says so.
            mayRead.countDown();
        }
    }

    private void hear(byte[] bytes, int length, Running running) throws IOException, InterruptedException {
        byte[] own = dialogue.hear(Arrays.copyOf(bytes, length), running.stdin());
        err.feed(own, 0, own.length);
        if (dialogue.mayRead()) {
            mayRead.countDown();
        }
    }

    private Thread start(String name, Work work) {
        return Thread.ofVirtual().name(elevation.host() + "-" + name).start(() -> {
            try {
                work.go();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                fail(e);
            }
        });
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        ended.completeExceptionally(cause);
    }

    private Problem tookTooLong(Duration timeout) {
        if (dialogue.pending()) {
            return BecomeProblem.silent(elevation, dialogue.said());
        }
        return new Problem(
                ExitCode.STEP_FAILED,
                elevation.host(),
                command.argv().getFirst() + " took longer than " + Spoken.time(timeout) + " on " + elevation.host(),
                "the time limit passed; kprov ended the command",
                "look at the host, then raise the time limit in the profile or run kprov again");
    }

    private Problem lost(@Nullable Throwable cause) {
        return new Problem(
                ExitCode.UNREACHABLE,
                elevation.host(),
                "lost " + command.argv().getFirst() + " on " + elevation.host(),
                String.valueOf(cause),
                "see whether " + elevation.host() + " is up, then run kprov again");
    }

    private interface Work {
        void go() throws InterruptedException, IOException;
    }
}
