package dev.kprov.report;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.JournalReader;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunJournal;
import dev.kprov.run.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The runs that a state folder keeps, `STATE/runs/RUN_ID/`.
public final class RunCatalog {
    private static final String LAST = "last";

    private final Path runs;

    /// @param state the state folder
    public RunCatalog(Path state) {
        this.runs = state.resolve("runs");
    }

    /// One run, in short.
    ///
    /// @param finished empty when it was cut off, or still goes on
    public record Entry(
            String runId, String verb, String cluster, Instant started, Optional<RunEvent.RunFinished> finished) {}

    /// The newest first. A journal that is broken counts as far as it can be read; folders without the begin of one
    /// are none of kprov's.
    public List<Entry> list() {
        return folders().stream().flatMap(folder -> entry(folder).stream()).toList();
    }

    /// The folder of a run by its id, the begin of its id if only one begins so, or `last`. Throws a `KprovException`
    /// that lists the newest runs.
    public Path find(String run) {
        List<Path> folders = folders();
        List<Path> found = run.equals(LAST)
                ? folders.stream().limit(1).toList()
                : folders.stream()
                        .filter(folder -> name(folder).startsWith(run))
                        .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        return found.stream()
                .filter(folder -> name(folder).equals(run))
                .findFirst()
                .orElseThrow(() -> unknown(run, folders));
    }

    /// Everything that happened in a run, from its journal.
    public List<RunEvent> events(Path folder) {
        try {
            return JournalReader.read(folder);
        } catch (IOException e) {
            throw new KprovException(
                    List.of(Problem.invalid(
                            RunJournal.file(folder).toString(),
                            "the journal cannot be read",
                            e.toString(),
                            "see that the file is there and that you may read it")),
                    e);
        }
    }

    private Optional<Entry> entry(Path folder) {
        try {
            Tally tally = new Tally();
            JournalReader.readable(folder).events().forEach(tally::on);
            return tally.started()
                    .map(began -> new Entry(name(folder), began.verb(), began.cluster(), began.at(), tally.finished()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Of all runs, the newest first.
    List<Path> folders() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(folder -> Files.isRegularFile(RunJournal.file(folder)))
                    .sorted(Comparator.comparing(RunCatalog::second)
                            .thenComparing(RunCatalog::made)
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// When it began, as its name tells it.
    private static String second(Path folder) {
        return name(folder).substring(0, Math.min(name(folder).length(), "yyyyMMdd-HHmmss".length()));
    }

    /// Which of several of one second came first.
    private static Instant made(Path folder) {
        try {
            return Files.readAttributes(folder, BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
        } catch (IOException e) {
            // It has just been removed.
            return Instant.EPOCH;
        }
    }

    static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    private KprovException unknown(String run, List<Path> folders) {
        List<String> names = folders.stream().limit(5).map(RunCatalog::name).toList();
        return new KprovException(Problem.of(
                ExitCode.USAGE,
                "there is no run " + run,
                names.isEmpty() ? "no run is kept in " + runs : "the newest are: " + String.join(", ", names),
                names.isEmpty()
                        ? "name the state folder with --state-dir"
                        : "name one of them, as many letters as tell it from the others, or: last"));
    }
}
