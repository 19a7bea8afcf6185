package dev.kprov.run;

import dev.kprov.plan.StepId;
import dev.kprov.problem.Printable;
import dev.kprov.shell.Output;
import dev.kprov.shell.Speech;
import dev.kprov.shell.script.ScriptRun;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Passes on what a script says and keeps the end of it, for the case that the step fails. Only what comes this way
/// is ever shown: its secrets are masked.
final class Heard implements ScriptRun.Listener {
    private static final int KEPT = 5000;
    /// More of a line explains no failure, and many steps may print such lines.
    private static final int LONGEST = 1000;

    private static final int WIDTH = 300;
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private final StepId id;
    private final Clock clock;
    private final RunListener events;
    private final Speech speech;
    private final Deque<Line> lines = new ArrayDeque<>();

    private record Line(Output.Stream stream, String text) {}

    Heard(StepId id, Clock clock, RunListener events, Speech speech) {
        this.id = id;
        this.clock = clock;
        this.events = events;
        this.speech = speech;
    }

    @Override
    public void line(Output.Stream stream, String line) {
        if (stream == Output.Stream.ERR) {
            keep(stream, line);
            return;
        }
        Speech.Said said = speech.hear(line);
        said.lines().forEach(text -> keep(stream, text));
        said.ofHosts().forEach(of -> events.on(new RunEvent.HostOutput(clock.instant(), id, of.host(), of.line())));
        said.waiting().ifPresent(this::waiting);
        said.remark().ifPresent(text -> events.on(new RunEvent.Remark(clock.instant(), id.host(), text)));
    }

    private void keep(Output.Stream stream, String line) {
        synchronized (lines) {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(new Line(stream, line.length() > LONGEST ? line.substring(0, LONGEST) : line));
        }
        events.on(new RunEvent.StepOutput(clock.instant(), id, stream, line));
    }

    @Override
    public void waiting(String what) {
        events.on(new RunEvent.StepWaiting(clock.instant(), id, what));
    }

    /// Everything, as far as it is kept.
    String text() {
        return copy().stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /// The last lines that say something: of its errors, or of its output when there are none.
    List<String> last(int count) {
        List<String> errors = last(count, Output.Stream.ERR);
        return errors.isEmpty() ? last(count, Output.Stream.OUT) : errors;
    }

    private List<String> last(int count, Output.Stream stream) {
        return meaningful(
                copy().stream()
                        .filter(line -> line.stream() == stream)
                        .map(Line::text)
                        .toList(),
                count);
    }

    /// The last lines with a word in them, each once, fit to be shown.
    static List<String> meaningful(List<String> lines, int count) {
        List<String> telling = lines.stream()
                .map(Printable::line)
                .map(String::strip)
                .filter(line -> WORD.matcher(line).find())
                .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line)
                .distinct()
                .toList();
        return telling.subList(Math.max(0, telling.size() - count), telling.size());
    }

    private List<Line> copy() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
