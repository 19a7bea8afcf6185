package dev.kprov.run;

import dev.kprov.plan.StepId;
import dev.kprov.problem.Printable;
import dev.kprov.shell.Output;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// Writes everything that happens on a host to `HOST.log` in the run's folder; each line says when and in which
/// step.
public final class HostLogs implements RunListener, AutoCloseable {
    private final RunFolder folder;
    private final Map<String, Writer> writers = new HashMap<>();

    public HostLogs(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.StepStarted e -> write(e.at(), e.id(), "--- started");
            case RunEvent.StepOutput e -> write(e.at(), e.id(), prefix(e.stream()) + Printable.line(e.line()));
            case RunEvent.HostOutput e -> write(e.at(), e.host(), e.id().toString(), "out " + Printable.line(e.line()));
            case RunEvent.StepWaiting e -> write(e.at(), e.id(), "--- waiting for " + Printable.line(e.what()));
            case RunEvent.StepFinished e -> finished(e);
            case RunEvent.RunFinished e -> close();
            case RunEvent.RunStarted e -> {}
            case RunEvent.PhaseStarted e -> {}
            case RunEvent.PhaseFinished e -> {}
            case RunEvent.HostObserved e -> {}
            case RunEvent.HostLeftOut e -> {}
            case RunEvent.Planned e -> {}
            case RunEvent.VerifyWaiting e -> {}
            case RunEvent.CheckSeen e -> {}
            case RunEvent.CheckFinished e -> {}
            case RunEvent.ApiAsked e -> {}
            case RunEvent.ProblemFound e -> {}
            case RunEvent.Remark e -> remark(e);
        }
    }

    private void remark(RunEvent.Remark event) {
        if (!event.host().isEmpty()) {
            write(event.at(), event.host(), event.host(), "--- " + Printable.line(event.text()));
        }
    }

    @Override
    public void close() {
        try {
            for (Writer writer : writers.values()) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writers.clear();
        }
    }

    private void finished(RunEvent.StepFinished event) {
        String why = switch (event.outcome()) {
            case Outcome.Failed failed ->
                ": " + failed.problem().what() + ": " + failed.problem().why();
            case Outcome.Skipped skipped -> ", " + skipped.because() + " did not succeed";
            case Outcome.Changed changed -> "";
            case Outcome.Unchanged unchanged -> "";
            case Outcome.Interrupted interrupted -> "";
        };
        String text = "--- " + event.outcome().word() + " after " + event.took().toMillis() + " ms" + why;
        text.lines().forEach(line -> write(event.at(), event.id(), Printable.line(line)));
    }

    private static String prefix(Output.Stream stream) {
        return stream == Output.Stream.ERR ? "err " : "out ";
    }

    private void write(Instant at, StepId id, String text) {
        write(at, id.host(), id.toString(), text);
    }

    private void write(Instant at, String host, String about, String text) {
        try {
            Writer writer = writer(host);
            writer.write(at.truncatedTo(ChronoUnit.MILLIS) + " " + about + " " + text + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Writer writer(String host) throws IOException {
        Writer known = writers.get(host);
        if (known != null) {
            return known;
        }
        Writer opened = new BufferedWriter(
                new OutputStreamWriter(PrivateFile.append(folder.log(host)), StandardCharsets.UTF_8));
        writers.put(host, opened);
        return opened;
    }
}
