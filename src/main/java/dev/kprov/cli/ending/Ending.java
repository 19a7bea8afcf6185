package dev.kprov.cli.ending;

import dev.kprov.problem.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a run ended.
///
/// @param verdict one sentence
/// @param next the commands to type next
/// @param folder the run's folder
/// @param took the time of the whole run
public record Ending(ExitCode exitCode, String verdict, List<String> next, Path folder, Duration took) {
    public Ending {
        next = List.copyOf(next);
    }
}
