package dev.kprov.diagnose;

import dev.kprov.diagnose.archive.Drafts;
import dev.kprov.diagnose.archive.TextDraft;
import dev.kprov.diagnose.finding.Findings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the run itself has kept of its hosts so far: what their steps printed, and what was looked at when one
/// failed.
record RunLogs(Path run, Drafts drafts, Findings findings) {
    void keep() {
        try {
            for (Path log : logs()) {
                String file = "run/" + Drafts.part(String.valueOf(log.getFileName()));
                keep(log, file);
                findings.file(file, "what kprov kept of the run");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> all = Files.list(run)) {
            return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }

    private void keep(Path log, String file) throws IOException {
        try (TextDraft draft = drafts.text(file);
                BufferedReader lines = Files.newBufferedReader(log)) {
            for (String line = lines.readLine(); line != null && !draft.cut(); line = lines.readLine()) {
                draft.line(line);
            }
        }
    }
}
