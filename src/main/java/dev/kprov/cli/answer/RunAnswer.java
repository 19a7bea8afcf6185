package dev.kprov.cli.answer;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.report.RunCatalog;
import dev.kprov.run.RunJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs that are over, as an answer.
public final class RunAnswer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String UNFINISHED = "cut off, or still going on";
    private static final String LOG = ".log";

    private RunAnswer() {}

    public static String text(List<RunCatalog.Entry> entries, ZoneId zone) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RUN", "STARTED", "COMMAND", "CLUSTER", "TOOK", "EXIT", "VERDICT"));
        entries.forEach(entry -> rows.add(List.of(
                entry.runId(),
                TIME.format(entry.started().atZone(zone)),
                entry.verb(),
                entry.cluster(),
                entry.finished().map(end -> end.took().toSeconds() + " s").orElse("-"),
                entry.finished()
                        .map(end -> String.valueOf(end.exitCode().code()))
                        .orElse("-"),
                verdict(entry))));
        return Table.of(rows);
    }

    public static List<Map<String, Object>> maps(List<RunCatalog.Entry> entries) {
        return entries.stream().map(RunAnswer::map).toList();
    }

    private static Map<String, Object> map(RunCatalog.Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runId", entry.runId());
        map.put("verb", entry.verb());
        map.put("cluster", entry.cluster());
        map.put("started", entry.started());
        map.put("tookMs", entry.finished().map(end -> end.took().toMillis()));
        map.put("exitCode", entry.finished().map(end -> end.exitCode().code()));
        map.put("verdict", verdict(entry));
        return map;
    }

    private static String verdict(RunCatalog.Entry entry) {
        return entry.finished().map(end -> end.verdict()).orElse(UNFINISHED);
    }

    /// What a run's hosts printed, each line with its time, step and stream.
    ///
    /// @param host only of this host
    /// @param step only of this step, by the name after the host's in its id
    public static String logs(Path run, Optional<String> host, Optional<String> step) {
        List<Path> files = logFiles(run, host);
        return files.stream()
                .flatMap(RunAnswer::lines)
                .filter(line -> step.isEmpty() || of(step.get(), line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /// A line begins with a time and `HOST/STEP`.
    private static boolean of(String step, String line) {
        String[] words = line.split(" ", 3);
        return words.length > 1 && words[1].endsWith("/" + step);
    }

    private static List<Path> logFiles(Path run, Optional<String> host) {
        try (Stream<Path> all = Files.list(run)) {
            List<Path> logs = all.filter(
                            file -> String.valueOf(file.getFileName()).endsWith(LOG))
                    .sorted()
                    .toList();
            List<Path> wanted = logs.stream()
                    .filter(file ->
                            host.isEmpty() || String.valueOf(file.getFileName()).equals(host.get() + LOG))
                    .toList();
            if (host.isPresent() && wanted.isEmpty()) {
                throw noLog(host.get(), logs);
            }
            return wanted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KprovException noLog(String host, List<Path> logs) {
        String names = logs.stream()
                .map(file -> String.valueOf(file.getFileName()).replaceFirst("\\.log$", ""))
                .collect(Collectors.joining(", "));
        return new KprovException(Problem.of(
                ExitCode.USAGE,
                "the run has no log of " + host,
                names.isEmpty() ? "it did nothing on any host" : "it has logs of: " + names,
                "name one of these, or none for all"));
    }

    /// A run's journal, an event a line.
    public static List<String> journal(Path run) {
        return lines(RunJournal.file(run)).toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
