package dev.kprov.shell.script;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// Sends a script to a host, runs it as root and understands what it says.
public final class ScriptRun {
    private ScriptRun() {}

    /// What a script left behind.
    ///
    /// @param result its exit status and output, without the lines that begin with `::kprov::`
    /// @param changes what it said it changed
    /// @param captured what it captured
    public record Finished(Result result, List<String> changes, Map<String, String> captured) {
        public Finished {
            changes = List.copyOf(changes);
            captured = Collections.unmodifiableMap(new LinkedHashMap<>(captured));
        }

        /// Captured values are secrets until someone knows better.
        @Override
        public String toString() {
            return "Finished[result=" + result + ", changes=" + changes + ", captured=" + captured.keySet() + "]";
        }
    }

    /// Told what a script prints and waits for, while it runs; secrets are already masked.
    public interface Listener extends Output {
        /// For scripts whose output is an answer, not a log.
        Listener NONE = new Listener() {
            @Override
            public void line(Output.Stream stream, String line) {}

            @Override
            public void waiting(String what) {}
        };

        void waiting(String what);
    }

    /// What is to be with the captured values of a run on the controller: where `Value.Folder` is.
    public static Map<String, String> folders(Map<Value.Folder, Path> where) {
        return where.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> Values.folderKey(entry.getKey()),
                        entry -> entry.getValue().toAbsolutePath().normalize().toString()));
    }

    /// @param captured values of earlier steps, by name
    public static Finished run(
            Shell shell, Script script, Map<String, String> captured, Listener listener, Duration timeout)
            throws InterruptedException {
        Mask mask = new Mask();
        byte[] archive = ScriptArchive.of(script, new Values(captured, mask));
        ScriptOutput output = new ScriptOutput(listener, mask);
        return kept(script, output.finished(run(shell, script.name(), archive, output, timeout)));
    }

    /// The same again, once it is seen to have kept its promises.
    static Finished kept(Script script, Finished finished) {
        Set<String> missing = new TreeSet<>(script.captures());
        missing.removeAll(finished.captured().keySet());
        if (finished.result().ok() && !missing.isEmpty()) {
            throw new KprovException(silent(script, missing));
        }
        return finished;
    }

    private static Result run(Shell shell, String name, byte[] archive, Output output, Duration timeout)
            throws InterruptedException {
        String receiver = ScriptArchive.resource("session.bash") + ScriptArchive.resource("receiver.bash");
        List<String> argv = List.of("bash", "-c", receiver, "kprov", String.valueOf(archive.length), name);
        try {
            return shell.run(new Command(argv, archive, true), output, timeout);
        } catch (KprovException e) {
            throw new KprovException(
                    e.problems().stream().map(problem -> named(name, problem)).toList(), e.getCause());
        }
    }

    /// A shell only knows that `bash` took too long.
    private static Problem named(String name, Problem problem) {
        if (problem.exitCode() != ExitCode.STEP_FAILED) {
            return problem;
        }
        String what = problem.what().replaceFirst("^bash ", Matcher.quoteReplacement(name + " "));
        return new Problem(problem.exitCode(), problem.where(), what, problem.why(), problem.remedy());
    }

    private static Problem silent(Script script, Set<String> missing) {
        String names = String.join(", ", missing);
        return Problem.of(
                ExitCode.STEP_FAILED,
                script.name() + " ended well, but did not capture " + names,
                "later steps need " + names + ", and the script promised it",
                "look at the script's output in the host's log; if it is as it should be, report this as a bug of"
                        + " kprov");
    }
}
