package dev.kprov.console;

import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.Printable;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an event leaves on the screen for good; both views show it alike.
final class Lines {
    private static final int LABEL = 11;
    private static final int WIDEST = 1000;

    private final Theme theme;
    private final Tally tally;
    private final boolean verbose;
    // The names are not known before the first of them is shown; most are not longer.
    private int hostWidth = 10;
    private int titleWidth = 30;

    Lines(Theme theme, Tally tally, boolean verbose) {
        this.theme = theme;
        this.tally = tally;
        this.verbose = verbose;
    }

    /// The lines of an event; the tally has counted it already.
    ///
    /// @param columns how wide a line may be; checks that went wrong are wrapped, since nothing of them may be lost
    List<String> of(RunEvent event, int columns) {
        return switch (event) {
            case RunEvent.RunStarted e ->
                List.of(theme.bold("kprov " + e.verb() + " " + e.cluster()) + theme.dim("  " + e.folder()));
            case RunEvent.HostObserved e -> List.of(observed(e));
            case RunEvent.HostLeftOut e ->
                List.of(theme.mark(Theme.Mark.SKIPPED) + " " + host(e.host()) + "  left out: "
                        + Printable.line(firstLine(e.why())));
            case RunEvent.Planned e -> planned(e.plan());
            case RunEvent.StepOutput e ->
                verbose ? List.of(theme.dim("    " + e.id().host() + " | " + Printable.line(e.line()))) : List.of();
            case RunEvent.StepFinished e -> List.of(finished(e, columns));
            case RunEvent.CheckFinished e -> check(e, columns);
            case RunEvent.ProblemFound e ->
                List.of(theme.mark(Theme.Mark.BAD) + " "
                        + Printable.line(firstLine(e.problem().what())));
            case RunEvent.Remark e -> remark(e, columns);
            case RunEvent.ApiAsked e -> verbose ? List.of(theme.dim(asked(e))) : List.of();
            case RunEvent.PhaseStarted e -> List.of();
            case RunEvent.PhaseFinished e -> List.of();
            case RunEvent.StepStarted e -> List.of();
            case RunEvent.HostOutput e -> List.of();
            case RunEvent.StepWaiting e -> List.of();
            case RunEvent.VerifyWaiting e -> List.of();
            case RunEvent.CheckSeen e -> List.of();
            case RunEvent.RunFinished e -> List.of();
        };
    }

    private String observed(RunEvent.HostObserved event) {
        hostWidth = Math.max(hostWidth, Fit.width(event.host()));
        return row(Theme.Mark.GOOD, event.host(), Printable.line(event.summary()), event.took());
    }

    private static String asked(RunEvent.ApiAsked event) {
        return "  the API server was asked " + event.requests() + " times and sent " + (event.bytes() + 999) / 1000
                + " kB";
    }

    /// A title without the host's name at its end, for rows that name the host before it.
    static String shortTitle(Step step) {
        String title = Printable.line(step.title());
        for (String word : List.of(" on ", " from ")) {
            if (title.endsWith(word + step.host())
                    && title.length() > word.length() + step.host().length()) {
                return title.substring(
                        0, title.length() - word.length() - step.host().length());
            }
        }
        return title;
    }

    /// A host's name, as wide as the widest.
    String host(String name) {
        return Fit.left(name, hostWidth);
    }

    private List<String> planned(Plan plan) {
        for (Step step : plan.steps()) {
            hostWidth = Math.clamp(Fit.width(step.host()), hostWidth, 24);
            titleWidth = Math.clamp(Fit.width(shortTitle(step)), titleWidth, 60);
        }
        long hosts = plan.steps().stream().map(Step::host).distinct().count();
        long same = plan.steps().size() - tally.toRun();
        String so = same > 0 ? ", " + same + " already so" : "";
        String sum = count(tally.toRun(), "step") + " to run on " + count(hosts, "host") + so;
        return List.of(theme.mark(Theme.Mark.GOOD) + " " + host("plan") + "  " + sum);
    }

    private String finished(RunEvent.StepFinished event, int columns) {
        Theme.Mark mark = Theme.mark(event.outcome());
        String title =
                tally.step(event.id()).map(Lines::shortTitle).orElse(event.id().name());
        int room = Math.clamp(columns - hostWidth - LABEL - 14, 12, titleWidth);
        String word = event.outcome().word()
                + (event.outcome() instanceof Outcome.Skipped skipped ? ": " + because(event, skipped) : "");
        String end = Fit.left(word, LABEL);
        String took = event.took().isZero() ? "" : Took.text(event.took());
        String row = theme.mark(mark) + " " + host(event.id().host()) + "  "
                + Fit.left(Fit.cut(title, room, theme.ellipsis()), room) + "  "
                + (mark == Theme.Mark.BAD ? theme.like(mark, end) : theme.dim(end))
                + theme.dim(Fit.right(took, 8));
        return row.stripTrailing();
    }

    private static String because(RunEvent.StepFinished event, Outcome.Skipped skipped) {
        return skipped.because().equals(event.id()) ? "interrupted" : skipped.because() + " did not succeed";
    }

    private String row(Theme.Mark mark, String host, String text, Duration took) {
        return theme.mark(mark) + " " + host(host) + "  " + text + theme.dim("  " + Took.text(took));
    }

    private List<String> remark(RunEvent.Remark event, int columns) {
        String on = event.host().isEmpty() ? "" : host(event.host()) + "  ";
        List<String> lines = new ArrayList<>();
        labelled(lines, theme.mark(Theme.Mark.NOTE) + " " + on, event.text(), columns);
        return lines;
    }

    /// How a check stands, in one row.
    String seen(RunEvent.CheckSeen event) {
        boolean open = event.verdict().equals("Failed") || event.verdict().equals("Unknown");
        String mark = open ? theme.mark(Theme.Mark.NONE) : theme.mark(Theme.mark(event.verdict()));
        return mark + " " + Printable.line(event.title())
                + (open ? theme.dim(": " + Printable.line(firstLine(event.detail()))) : "");
    }

    private List<String> check(RunEvent.CheckFinished event, int columns) {
        Theme.Mark mark = Theme.mark(event.verdict());
        String head = theme.mark(mark) + " " + Printable.line(event.title());
        if (mark == Theme.Mark.GOOD) {
            String evidence = Printable.line(firstLine(event.detail()));
            return List.of(evidence.isBlank() ? head : Fit.left(head, titleWidth + 2) + theme.dim("  " + evidence));
        }
        List<String> lines = new ArrayList<>();
        lines.add(head);
        labelled(lines, theme.dim(reason(mark)), event.detail(), columns);
        labelled(lines, theme.dim("  fix: "), event.remedy(), columns);
        return lines;
    }

    private static String reason(Theme.Mark mark) {
        return switch (mark) {
            case BAD -> "  why: ";
            case SKIPPED -> "  does not apply: ";
            default -> "  could not tell: ";
        };
    }

    private void labelled(List<String> lines, String label, String text, int columns) {
        String head = label;
        for (String line : Fit.wrap(text, Math.clamp(columns - Fit.width(label), 20, WIDEST))) {
            lines.add(head + Printable.line(line));
            head = " ".repeat(Fit.width(label));
        }
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
