package dev.kprov.console;

import dev.kprov.plan.StepId;
import dev.kprov.problem.Printable;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunListener;
import dev.kprov.run.Tally;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Shows a run where there is no terminal: one line for each thing, with the seconds since the run began.
public final class PlainView implements RunListener {
    private static final int COLUMNS = 1000;

    /// Up to a day and more.
    private static final int ELAPSED_COLUMNS = 8;

    private final PrintWriter out;
    private final Theme theme;
    private final Verbosity verbosity;
    private final Tally tally = new Tally();
    private final Lines lines;
    private final Map<StepId, String> waiting = new HashMap<>();
    private boolean watching;
    private String verifyWaiting = "";
    private Optional<Instant> began = Optional.empty();

    public PlainView(PrintWriter out, Theme theme, Verbosity verbosity) {
        this.out = out;
        this.theme = theme;
        this.verbosity = verbosity;
        this.lines = new Lines(theme, tally, verbosity == Verbosity.VERBOSE);
    }

    /// Whether each change of a check is told, and not only what is waited for.
    public PlainView watching(boolean watch) {
        watching = watch;
        return this;
    }

    @Override
    public void on(RunEvent event) {
        tally.on(event);
        if (began.isEmpty()) {
            began = Optional.of(event.at());
        }
        if (event instanceof RunEvent.RunFinished end) {
            new Closing(theme, tally, verbosity == Verbosity.QUIET).lines(end).forEach(out::println);
        } else if (verbosity != Verbosity.QUIET) {
            lines.of(event, COLUMNS).forEach(line -> print(event, line));
            more(event);
        }
        out.flush();
    }

    /// What a live view shows only as long as it lasts.
    private void more(RunEvent event) {
        switch (event) {
            case RunEvent.PhaseStarted e -> print(event, "  " + theme.bold(e.title()));
            case RunEvent.StepStarted e when verbosity == Verbosity.VERBOSE -> print(event, about(e.id(), "started"));
            case RunEvent.StepWaiting e
            when !e.what().isBlank() && !e.what().equals(waiting.put(e.id(), e.what())) ->
                print(event, about(e.id(), "waiting for " + Printable.line(e.what())));
            case RunEvent.CheckSeen e when watching -> print(event, "  " + lines.seen(e));
            case RunEvent.VerifyWaiting e
            when !watching && !e.what().isEmpty() && !brief(e.what()).equals(verifyWaiting) -> {
                verifyWaiting = brief(e.what());
                print(event, "  waiting: " + verifyWaiting);
            }
            default -> {}
        }
    }

    /// The first thing and the number of the others; all of them are in the journal.
    private String brief(List<String> what) {
        List<String> things = what.stream()
                .flatMap(text -> Stream.of(Printable.line(text).split("; ", -1)))
                .distinct()
                .toList();
        String first = Fit.cut(things.getFirst(), 110, theme.ellipsis());
        return things.size() == 1 ? first : first + " (and " + (things.size() - 1) + " more)";
    }

    private String about(StepId id, String what) {
        String title = tally.step(id).map(Lines::shortTitle).orElse(id.name());
        return "  " + lines.host(id.host()) + "  " + title + ": " + what;
    }

    private void print(RunEvent event, String line) {
        Duration since = Duration.between(began.orElse(event.at()), event.at());
        String elapsed = Took.tenths(since.isNegative() ? Duration.ZERO : since) + "s";
        out.println((theme.dim(" ".repeat(Math.max(0, ELAPSED_COLUMNS - elapsed.length())) + elapsed) + "  " + line)
                .stripTrailing());
    }
}
