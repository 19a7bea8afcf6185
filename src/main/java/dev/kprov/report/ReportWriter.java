package dev.kprov.report;

import dev.kprov.run.PrivateFile;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import dev.kprov.run.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Writes `report.json`, `junit.xml` and `summary.md` to the run's folder when the run is over.
public final class ReportWriter implements RunListener {
    private final RunFolder folder;
    private final Tally tally = new Tally();

    public ReportWriter(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public void on(RunEvent event) {
        tally.on(event);
        if (event instanceof RunEvent.RunFinished) {
            Report.of(tally).ifPresent(this::write);
        }
    }

    private void write(Report report) {
        try {
            byte[] json = ReportJson.of(report).getBytes(StandardCharsets.UTF_8);
            PrivateFile.derive(folder.run().resolve("report.json"), json);
            PrivateFile.derive(folder.run().resolve("junit.xml"), JunitXml.of(report));
            byte[] summary = Markdown.of(report).getBytes(StandardCharsets.UTF_8);
            PrivateFile.derive(folder.run().resolve("summary.md"), summary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
