package dev.kprov.cli.ci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The folder of a job's results, and what of the runs' folders gets there.
public final class Artifacts {
    private Artifacts() {}

    /// `DIR`, else `$ARTIFACTS`, else `./_artifacts`, as kubetest2 has it; made if it is missing.
    public static Path folder(java.util.Optional<Path> given, String variable) throws IOException {
        Path folder = given.orElse(Path.of(variable.isEmpty() ? "_artifacts" : variable))
                .toAbsolutePath()
                .normalize();
        return Files.createDirectories(folder);
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
