package dev.kprov.cli.ci;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of a job's results, and what of the runs' folders gets there.
public final class Artifacts {
    private Artifacts() {}

    /// `DIR`, else `$ARTIFACTS`, else `./_artifacts`, as kubetest2 has it; made if it is missing.
    public static Path folder(Optional<Path> given, String variable) {
        Path folder = given.orElse(Path.of(variable.isEmpty() ? "_artifacts" : variable));
        return made(folder.toAbsolutePath().normalize(), "--artifacts");
    }

    /// Throws a `KprovException` where there can be no such folder.
    ///
    /// @param option that names another one
    static Path made(Path folder, String option) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new KprovException(
                    List.of(Problem.of(
                            ExitCode.USAGE,
                            "cannot make the folder " + folder,
                            e.toString(),
                            "name one that you can write to with " + option)),
                    e);
        }
    }

    static String folder(String phase) {
        return phase.toLowerCase(Locale.ROOT);
    }

    /// Copies what a run kept: its logs, its journal, its reports.
    static void keep(Path run, Path artifacts, String phase) {
        Path target = artifacts.resolve(folder(phase));
        try {
            for (Path source : all(run)) {
                Path copy = target.resolve(run.relativize(source).toString());
                Files.createDirectories(Files.isDirectory(source) ? copy : copy.getParent());
                if (Files.isRegularFile(source)) {
                    Files.deleteIfExists(copy);
                    Files.copy(source, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + run + " to " + target, e);
        }
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }
}
