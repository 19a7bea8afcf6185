package dev.kprov.cli.line;

import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.request.Request;
import dev.kprov.problem.KprovException;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunFolder;
import dev.kprov.run.RunListener;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Gives a run its folder, and an end that every view, journal and report hears of, however the work went.
public record RecordedRun(Parts parts, Request request, String cluster, Clock clock, PrintWriter progress) {
    @FunctionalInterface
    public interface Work {
        Conclusion perform(Events events, RunFolder folder) throws InterruptedException;
    }

    public Ending of(String verb, Work work) {
        RunFolder folder = parts.newFolder(request.state().root(), cluster);
        try (Parts.View view = parts.view(request.display(), progress)) {
            // the journal hears of everything before the screen does
            List<RunListener> listeners = new ArrayList<>(parts.records(folder));
            listeners.add(view);
            Events events = new Events(listeners, clock);
            Instant start = events.now();
            events.on(new RunEvent.RunStarted(
                    start, folder.runId(), verb, cluster, folder.run().toString()));
            Conclusion conclusion = conclude(verb, events, folder, work, start);
            finish(events, start, conclusion);
            return new Ending(
                    conclusion.exitCode(),
                    conclusion.verdict(),
                    conclusion.next(),
                    folder.run(),
                    Duration.between(start, events.now()));
        }
    }

    private Conclusion conclude(String verb, Events events, RunFolder folder, Work work, Instant start) {
        try {
            return work.perform(events, folder);
        } catch (InterruptedException e) {
            return Conclusion.interrupted(events.stepsBegan(), request.command(verb));
        } catch (KprovException e) {
            e.problems().forEach(events::problem);
            return Conclusion.of(e.problems(), events.stepsBegan());
        } catch (RuntimeException | Error e) {
            finish(events, start, Conclusion.bug(e));
            throw e;
        }
    }

    private static void finish(Events events, Instant start, Conclusion conclusion) {
        Instant end = events.now();
        events.on(new RunEvent.RunFinished(
                end, conclusion.exitCode(), conclusion.verdict(), Duration.between(start, end), conclusion.next()));
    }
}
