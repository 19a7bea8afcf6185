package dev.kprov.report;

import dev.kprov.problem.ExitCode;
import dev.kprov.run.JournalReader;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunJournal;
import dev.kprov.run.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/// The last run that changed a cluster, if it did not come to a good end.
///
/// @param flaw what is wrong with its journal; empty when nothing is
public record BrokenRun(Tally tally, Optional<String> flaw) {
    /// @param state the state folder
    /// @param besides the run that asks
    public static Optional<BrokenRun> of(Path state, String cluster, String besides) {
        for (Path folder : new RunCatalog(state).folders()) {
            if (!RunCatalog.name(folder).equals(besides)) {
                if (endedWell(folder, cluster)) {
                    return Optional.empty();
                }
                Optional<BrokenRun> run = read(folder).filter(last -> last.changed(cluster));
                if (run.isPresent()) {
                    return run.filter(last -> !last.good());
                }
            }
        }
        return Optional.empty();
    }

    /// What it was, how far it came, and how it ended, in one sentence.
    public String text() {
        RunEvent.RunStarted began = tally.started().orElseThrow();
        long done = tally.count("changed") + tally.count("unchanged");
        String running = tally.running().stream()
                .map(step -> step.step().id().toString())
                .collect(Collectors.joining(", "));
        return "run " + began.runId() + " (kprov " + began.verb() + ", begun "
                + began.at().truncatedTo(ChronoUnit.SECONDS) + ") " + end() + ": " + done + " of "
                + tally.steps().size() + " steps were done" + (running.isEmpty() ? "" : ", running: " + running)
                + flaw.map(found -> "; " + found).orElse("");
    }

    private String end() {
        return tally.finished()
                .map(end -> end.exitCode() == ExitCode.INTERRUPTED ? "was interrupted" : "failed")
                .orElse("was cut off");
    }

    private boolean changed(String cluster) {
        boolean its = tally.started()
                .filter(began ->
                        began.cluster().equals(cluster) && !began.verb().equals("verify"))
                .isPresent();
        return its && tally.plan().isPresent();
    }

    private boolean good() {
        return tally.finished()
                .filter(end -> end.exitCode() == ExitCode.OK || end.exitCode() == ExitCode.CHECK_FAILED)
                .isPresent();
    }

    /// Told by two lines: the usual case must not cost the reading of a whole journal.
    private static boolean endedWell(Path folder, String cluster) {
        try {
            String text = Files.readString(RunJournal.file(folder), StandardCharsets.UTF_8);
            String first = text.lines().findFirst().orElse("");
            String last = text.substring(text.stripTrailing().lastIndexOf('\n') + 1);
            return first.contains("\"cluster\":\"" + cluster + "\"")
                    && !first.contains("\"verb\":\"verify\"")
                    && !first.contains("\"verb\":\"diagnose\"")
                    && last.contains("\"type\":\"run-finished\"")
                    && last.contains("\"exitCode\":\"OK\"");
        } catch (IOException e) {
            return false;
        }
    }

    /// Empty when there is nothing readable: that is no reason not to go on.
    private static Optional<BrokenRun> read(Path folder) {
        try {
            Tally tally = new Tally();
            JournalReader.Journal journal = JournalReader.readable(folder);
            journal.events().forEach(tally::on);
            return Optional.of(new BrokenRun(tally, flaw(journal)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> flaw(JournalReader.Journal journal) {
        Optional<String> torn = journal.torn() ? Optional.of("the last line of its journal is torn") : Optional.empty();
        return journal.broken()
                .map(problem -> "its journal cannot be read from " + problem.where() + " on")
                .or(() -> torn);
    }
}
