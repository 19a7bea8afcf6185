package dev.kprov.shell.script;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs a script on a host like `ScriptRun`, but so that it goes on without kprov: a lost connection neither ends nor
/// repeats it, and what it prints stays on the host until it was read.
public final class DetachedRun {
    /// More than the host needs to end a script that does not want to, less than a user waits after Ctrl-C.
    private static final Duration STOP = Duration.ofSeconds(11);

    private final StepLabel label;
    private final StepFolders folders;
    private final Duration longestTrouble;
    private final Consumer<Runnable> later;

    /// @param later takes what need not be waited for before the end of the run
    public DetachedRun(StepLabel label, Consumer<Runnable> later) {
        this(label, StepFolders.OF_A_HOST, Patience.LONGEST, later);
    }

    DetachedRun(StepLabel label, StepFolders folders, Duration longestTrouble, Consumer<Runnable> later) {
        this.label = label;
        this.folders = folders;
        this.longestTrouble = longestTrouble;
        this.later = later;
    }

    /// Where the host keeps what the step printed, until it was told that it was read.
    public static String folder(StepLabel label) {
        return StepFolders.OF_A_HOST.of(label.key());
    }

    /// @param captured values of earlier steps, by name
    public ScriptRun.Finished run(
            Shell shell, Script script, Map<String, String> captured, ScriptRun.Listener listener, Duration timeout)
            throws InterruptedException {
        Mask mask = new Mask();
        Values values = new Values(captured, mask);
        byte[] archive = ScriptArchive.of(script, values, () -> StepFolders.beside(mask));
        ScriptOutput output = new ScriptOutput(listener, mask);
        Following following = new Following(output, false);
        Attempts attempts = new Attempts(shell, script.name(), archive, following, listener, timeout);
        try {
            int exitStatus = attempts.problem.exitStatus(attempts.untilEnd().orElseThrow(attempts::notFollowed));
            ScriptRun.Finished finished = ScriptRun.kept(script, output.finished(following.result(exitStatus)));
            if (finished.result().ok()) {
                later.accept(() -> tell(shell, folders.forget(label.key())));
            }
            return finished;
        } catch (KprovException e) {
            if (Thread.currentThread().isInterrupted()) {
                stop(shell, true, listener);
            }
            throw e;
        } catch (InterruptedException | RuntimeException | Error e) {
            stop(shell, true, listener);
            throw e;
        }
    }

    /// Waits for the end of a step that another run began; starts nothing and ends nothing. What it prints is told
    /// like that of one's own, unless its secrets are gone already, so that they could not be masked.
    ///
    /// @return its exit status, or what became of it
    public String await(Shell shell, ScriptRun.Listener listener, Duration timeout) throws InterruptedException {
        Following following = new Following(new Adopted(listener), true);
        String end = new Attempts(shell, label.step(), new byte[0], following, listener, timeout)
                .untilEnd()
                .orElse("a folder that is gone: whoever began it has seen to it");
        if (end.equals("0")) {
            later.accept(() -> tell(shell, folders.forget(label.key())));
        }
        return end;
    }

    /// Ends a step that another run began; what it printed goes, too.
    public void end(Shell shell) throws InterruptedException {
        shell.run(folders.stop(label.key(), true), Output.NONE, STOP);
    }

    /// One connection after the other, until the step has ended.
    private final class Attempts {
        private final Shell shell;
        private final String script;
        /// Empty when nothing may be started or ended.
        private final byte[] archive;
        private final Following following;
        private final ScriptRun.Listener listener;
        private final Duration timeout;
        private final DetachedProblem problem;
        private String said = "";

        Attempts(
                Shell shell,
                String script,
                byte[] archive,
                Following following,
                ScriptRun.Listener listener,
                Duration timeout) {
            this.shell = shell;
            this.script = script;
            this.archive = archive;
            this.following = following;
            this.listener = listener;
            this.timeout = timeout;
            this.problem = new DetachedProblem(label, script, folders.of(label.key()));
        }

        /// The step's exit status or what became of it; empty when the host has no such step.
        Optional<String> untilEnd() throws InterruptedException {
            Patience patience = new Patience(timeout, longestTrouble);
            while (true) {
                try {
                    following.again();
                    said = Following.complaint(shell.run(command(), following, patience.left()));
                    return following.end();
                } catch (KprovException e) {
                    endure(e, patience);
                }
            }
        }

        KprovException notFollowed() {
            return problem.notFollowed(following.began(), said);
        }

        /// Before it is known to have begun, it is launched again: of several launches one comes through.
        private Command command() {
            if (archive.length == 0) {
                return folders.adopt(label.key(), following);
            }
            return following.began()
                    ? folders.attach(label.key(), following)
                    : folders.launch(label, script, archive, following);
        }

        private void endure(KprovException trouble, Patience patience) throws InterruptedException {
            if (trouble.problems().getFirst().exitCode() == ExitCode.STEP_FAILED) {
                // That is how a shell says that the time is over.
                if (archive.length == 0) {
                    throw problem.stillRuns(timeout);
                }
                stop(shell, false, listener);
                throw problem.tookTooLong(timeout);
            }
            if (following.connected()) {
                patience.over();
            }
            if (trouble.mayPass()) {
                listener.waiting("the connection to " + label.host());
            }
            try {
                patience.outlast(trouble);
            } catch (KprovException lasting) {
                throw lasting.mayPass() ? problem.goesOn(lasting) : lasting;
            }
        }
    }

    /// From another thread: this one is interrupted.
    private void stop(Shell shell, boolean forget, ScriptRun.Listener listener) {
        boolean[] stopped = new boolean[1];
        Thread thread = Thread.ofVirtual().start(() -> stopped[0] = tell(shell, folders.stop(label.key(), forget)));
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            // Whoever interrupts a second time does not want to wait.
            interrupted = true;
        }
        thread.interrupt();
        if (!stopped[0]) {
            listener.line(Output.Stream.ERR, "kprov: could not end this step: it may go on on " + label.host());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the host did it.
    private static boolean tell(Shell shell, Command command) {
        try {
            return shell.run(command, Output.NONE, STOP).ok();
        } catch (KprovException | InterruptedException e) {
            // What is left there is found by the next run.
            return false;
        }
    }
}
