package dev.kprov.cli.ci;

import dev.kprov.problem.ExitCode;
import dev.kprov.shell.launch.Foreground;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the commands of a job, each a phase.
///
/// @param environment of the commands
/// @param programs a folder that is looked into before those of `PATH`
record Errands(Map<String, String> environment, Path programs, Course course, PrintWriter progress, Clock clock) {
    private static final int NOT_STARTED = 127;

    /// @param interrupted whether it was ended before its time
    record Ran(int exitCode, boolean interrupted, String verdict) {
        boolean passed() {
            return exitCode == 0;
        }
    }

    Ran run(String phase, List<String> argv) {
        return run(phase, argv.getFirst(), argv);
    }

    /// As `run`, with values of the environment put in.
    Ran expanded(String phase, List<String> words) {
        // Not called by what was put in: that may be a secret.
        return run(phase, words.getFirst(), new Expansion(environment).of(words));
    }

    private Ran run(String phase, String name, List<String> argv) {
        Instant began = clock.instant();
        Ran ran = ran(name, argv);
        course.ended(phase, ran.passed(), Duration.between(began, clock.instant()), ran.verdict());
        return ran;
    }

    private Ran ran(String name, List<String> argv) {
        try {
            int exitCode = Foreground.run(found(argv), environment);
            return new Ran(
                    exitCode, false, exitCode == 0 ? "exit status 0" : name + " ended with exit status " + exitCode);
        } catch (IOException e) {
            String verdict = "cannot start " + name + ": " + e.getMessage();
            progress.println("error: " + verdict);
            progress.flush();
            return new Ran(NOT_STARTED, false, verdict);
        } catch (InterruptedException e) {
            return new Ran(ExitCode.INTERRUPTED.code(), true, name + " was interrupted");
        }
    }

    /// A process is looked for in the `PATH` of this one, not in its own.
    private List<String> found(List<String> argv) {
        String word = argv.getFirst();
        Path own = programs.resolve(word.isEmpty() ? "." : word);
        if (word.contains("/") || !Files.isRegularFile(own) || !Files.isExecutable(own)) {
            return argv;
        }
        List<String> found = new ArrayList<>(argv);
        found.set(0, own.toString());
        return found;
    }
}
