package dev.kprov.console;

import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.run.RunEvent;
import dev.kprov.run.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The last lines of a run: verdict, time of each stage, what went wrong and what was left out, the next command.
final class Closing {
    private static final int LABEL = 13;
    private static final int COLUMNS = 100;

    private final Theme theme;
    private final Tally tally;
    private final boolean quiet;

    Closing(Theme theme, Tally tally, boolean quiet) {
        this.theme = theme;
        this.tally = tally;
        this.quiet = quiet;
    }

    List<String> lines(RunEvent.RunFinished end) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(verdict(end));
        lines.addAll(quiet ? List.of() : times(end.at()));
        lines.addAll(problems());
        lines.addAll(quiet ? failedChecks() : List.of());
        lines.addAll(hostsLeftOut());
        lines.addAll(leftOut());
        lines.addAll(quiet && end.exitCode() == ExitCode.OK ? List.of() : next(end.next()));
        return lines;
    }

    private List<String> next(List<String> commands) {
        List<String> lines = new ArrayList<>();
        String head = theme.dim("next: ");
        for (String command : commands) {
            lines.add(head + theme.bold(command));
            head = "      ";
        }
        return apart(lines);
    }

    /// With an empty line before them, if there are any.
    private static List<String> apart(List<String> lines) {
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }

    private String verdict(RunEvent.RunFinished end) {
        Theme.Mark mark = end.exitCode() == ExitCode.OK ? Theme.Mark.GOOD : Theme.Mark.BAD;
        return theme.mark(mark) + " " + theme.bold(end.verdict()) + theme.dim("  " + Took.text(end.took()));
    }

    private List<String> times(Instant now) {
        List<Tally.Section> began = tally.sections().stream()
                .filter(section -> section.began().isPresent())
                .toList();
        int title = began.stream()
                .mapToInt(section -> Fit.width(section.title()))
                .max()
                .orElse(0);
        return began.stream()
                .map(section -> theme.dim(
                        "  " + Fit.left(section.title(), title) + Fit.right(Took.text(section.took(now)), 10)))
                .toList();
    }

    /// Each problem once, however many steps it stopped.
    private List<String> problems() {
        Map<Problem, Set<String>> hosts = new LinkedHashMap<>();
        for (Tally.StepState state : tally.steps()) {
            if (state.outcome().orElse(new Outcome.Unchanged()) instanceof Outcome.Failed failed) {
                hosts.computeIfAbsent(failed.problem(), problem -> new LinkedHashSet<>())
                        .add(state.step().host());
            }
        }
        tally.problems().forEach(problem -> hosts.computeIfAbsent(problem, other -> new LinkedHashSet<>()));
        List<String> lines = new ArrayList<>();
        ProblemText text = new ProblemText(theme);
        hosts.forEach((problem, on) -> {
            lines.add("");
            lines.addAll(text.lines(problem, on.size() == 1 ? log(on.iterator().next()) : ""));
        });
        return lines;
    }

    private List<String> failedChecks() {
        Lines lines = new Lines(theme, tally, false);
        List<String> failed = new ArrayList<>();
        tally.checks().stream()
                .filter(RunEvent.CheckFinished::open)
                .forEach(check -> failed.addAll(lines.of(check, COLUMNS)));
        return apart(failed);
    }

    private String log(String host) {
        return tally.started().map(run -> run.folder() + "/" + host + ".log").orElse("");
    }

    private List<String> hostsLeftOut() {
        List<String> lines = new ArrayList<>();
        tally.leftOut().forEach(host -> list(lines, "left out:", List.of(host.host()), host.why()));
        return apart(lines);
    }

    private List<String> leftOut() {
        List<String> failed = new ArrayList<>();
        List<String> interrupted = new ArrayList<>();
        List<String> notBegun = new ArrayList<>();
        Map<StepId, List<String>> skipped = new LinkedHashMap<>();
        for (Tally.StepState state : tally.steps()) {
            String id = state.step().id().toString();
            switch (state.outcome().orElse(new Outcome.Skipped(state.step().id()))) {
                case Outcome.Changed changed -> {}
                case Outcome.Unchanged unchanged -> {}
                case Outcome.Failed broken -> failed.add(id);
                case Outcome.Interrupted stopped -> interrupted.add(id);
                case Outcome.Skipped left
                when left.because().equals(state.step().id()) -> notBegun.add(id);
                case Outcome.Skipped left ->
                    skipped.computeIfAbsent(left.because(), because -> new ArrayList<>())
                            .add(id);
            }
        }
        List<String> lines = new ArrayList<>();
        list(lines, "failed:", failed);
        list(lines, "interrupted:", interrupted);
        skipped.forEach((because, ids) -> list(lines, "skipped:", ids, "because of " + because));
        list(lines, "not begun:", notBegun);
        return apart(lines);
    }

    private void list(List<String> lines, String label, List<String> ids) {
        list(lines, label, ids, "");
    }

    private void list(List<String> lines, String label, List<String> ids, String note) {
        if (ids.isEmpty()) {
            return;
        }
        String head = theme.dim(Fit.left(label, LABEL));
        String text = String.join(" ", ids) + (note.isEmpty() ? "" : " (" + note + ")");
        for (String line : Fit.wrap(text, COLUMNS - LABEL)) {
            lines.add(head + line);
            head = " ".repeat(LABEL);
        }
    }
}
