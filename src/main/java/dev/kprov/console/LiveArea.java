package dev.kprov.console;

import dev.kprov.problem.Printable;
import dev.kprov.run.RunEvent;
import dev.kprov.run.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The part of the screen that changes: stages with their counts, then what is running and what it waits for.
final class LiveArea {
    private static final int MOST = 12;
    private static final int FEWEST = 2;

    private final Theme theme;
    private final Tally tally;
    private final Lines lines;
    private boolean watch;

    LiveArea(Theme theme, Tally tally, Lines lines) {
        this.theme = theme;
        this.tally = tally;
        this.lines = lines;
    }

    /// Whether every check has a row.
    void watch(boolean every) {
        watch = every;
    }

    /// At most so many rows, none wider than the columns.
    List<String> rows(Instant now, int columns, int rows) {
        List<String> area = new ArrayList<>();
        area.add("");
        int title = tally.sections().stream()
                .mapToInt(section -> Fit.width(section.title()))
                .max()
                .orElse(0);
        tally.sections().forEach(section -> area.add(stage(section, title, now)));
        int left = Math.max(FEWEST, rows - area.size() - 1);
        area.addAll(few(running(now, left), left));
        area.add(foot(now));
        List<String> fitting = area.subList(Math.max(0, area.size() - Math.max(1, rows)), area.size());
        return fitting.stream()
                .map(row -> Fit.cut(row, columns, theme.ellipsis()))
                .toList();
    }

    private String stage(Tally.Section section, int title, Instant now) {
        Theme.Mark mark = section.bad() > 0
                ? Theme.Mark.BAD
                : section.over() ? Theme.Mark.GOOD : section.began().isPresent() ? Theme.Mark.NONE : Theme.Mark.SAME;
        String count = section.total() > 0 ? section.done() + "/" + section.total() : number(section.done());
        String time = section.began().isPresent() ? time(section, now) : "";
        String row = Fit.left(section.title(), title) + Fit.right(count, 9) + Fit.right(time, 8);
        boolean active = section.began().isPresent() && !section.over();
        return theme.mark(mark) + " " + (active ? theme.bold(row) : theme.dim(row)).stripTrailing();
    }

    private static String time(Tally.Section section, Instant now) {
        return section.over() ? Took.text(section.took(now)) : Took.coarse(section.took(now));
    }

    private static String number(int done) {
        return done == 0 ? "" : String.valueOf(done);
    }

    /// What runs longest comes first: that is what the run waits for.
    private List<String> running(Instant now, int room) {
        List<String> rows = new ArrayList<>();
        tally.running().stream()
                .sorted(Comparator.comparing(Tally.Running::since))
                .map(step -> row(step, now))
                .forEach(rows::add);
        if (watch && !tally.seen().isEmpty()) {
            // What is still missing comes first only where there is no room for all: rows that stay are calmer.
            List<RunEvent.CheckSeen> checks = new ArrayList<>(tally.seen());
            if (checks.size() + rows.size() >= room) {
                checks.sort(Comparator.comparing(LiveArea::settled));
            }
            checks.forEach(check -> rows.add("  " + lines.seen(check)));
            return rows;
        }
        tally.verifyWaiting().forEach(what -> rows.add("  " + theme.dim("waiting: " + Printable.line(what))));
        return rows;
    }

    private static boolean settled(RunEvent.CheckSeen check) {
        return check.verdict().equals("Passed") || check.verdict().equals("NotApplicable");
    }

    private String row(Tally.Running step, Instant now) {
        Duration elapsed = Duration.between(step.since(), now);
        String time = Took.coarse(elapsed.isNegative() ? Duration.ZERO : elapsed);
        String waiting = step.waiting().isBlank() ? "" : "  waiting for " + Printable.line(step.waiting());
        return "  " + lines.host(step.step().host()) + Fit.right(time, 8) + "  " + Lines.shortTitle(step.step())
                + theme.dim(waiting);
    }

    private List<String> few(List<String> all, int room) {
        int most = watch ? room : Math.min(room, MOST);
        if (all.isEmpty()) {
            return all;
        }
        List<String> shown = new ArrayList<>();
        shown.add("");
        if (all.size() < most) {
            shown.addAll(all);
        } else {
            int kept = Math.max(1, most - 2);
            shown.addAll(all.subList(0, Math.min(kept, all.size())));
            shown.add(theme.dim("  " + theme.ellipsis() + " and " + (all.size() - kept) + " more"));
        }
        return shown;
    }

    private String foot(Instant now) {
        Duration elapsed =
                tally.started().map(run -> Duration.between(run.at(), now)).orElse(Duration.ZERO);
        List<String> parts = new ArrayList<>();
        int steps = tally.steps().size();
        if (steps > 0) {
            long done = tally.steps().stream()
                    .filter(state -> state.outcome().isPresent())
                    .count();
            parts.add(done + " of " + Lines.count(steps, "step"));
        }
        if (!tally.running().isEmpty()) {
            parts.add(tally.running().size() + " running");
        }
        addIf(parts, tally.count("failed"), " failed");
        addIf(parts, tally.count("skipped"), " skipped");
        parts.add(Took.coarse(elapsed.isNegative() ? Duration.ZERO : elapsed));
        return "  " + theme.dim(String.join(theme.dot(), parts));
    }

    private static void addIf(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + what);
        }
    }
}
