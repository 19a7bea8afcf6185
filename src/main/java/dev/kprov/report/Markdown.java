package dev.kprov.report;

import dev.kprov.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes a report as Markdown, short enough for a comment or a step's summary: what went wrong first, and all checks
/// below.
final class Markdown {
    private static final int MOST_PROBLEMS = 10;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Markdown() {}

    static String of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + (report.exitCode().code() == 0 ? "✅" : "❌") + " kprov " + report.verb() + ": "
                + cell(report.verdict()));
        problems(report, lines);
        checks(report, lines);
        lines.add("");
        lines.add("Cluster `" + report.cluster() + "`, run `" + report.runId() + "`, " + seconds(report.took())
                + " s, exit code " + report.exitCode().code() + ".");
        return String.join("\n", lines) + "\n";
    }

    private static void problems(Report report, List<String> lines) {
        List<Problem> problems = new ArrayList<>(report.problems());
        report.steps().forEach(step -> step.problem().ifPresent(problems::add));
        List<Problem> told = problems.stream().distinct().toList();
        for (Problem problem : told.subList(0, Math.min(told.size(), MOST_PROBLEMS))) {
            lines.add("");
            lines.add("**" + cell(problem.what()) + "**"
                    + (problem.where().isBlank() ? "" : " (" + cell(problem.where()) + ")") + "<br>"
                    + cell(problem.why()) + "<br>" + cell(problem.remedy()));
        }
        if (told.size() > MOST_PROBLEMS) {
            lines.add("");
            lines.add("and " + (told.size() - MOST_PROBLEMS) + " more");
        }
    }

    private static void checks(Report report, List<String> lines) {
        if (report.checks().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("| | check | |");
        lines.add("|---|---|---|");
        report.checks().stream().filter(Report.CheckReport::open).forEach(check -> lines.add(row(check)));
        report.checks().stream().filter(check -> !check.open()).forEach(check -> lines.add(row(check)));
    }

    private static String row(Report.CheckReport check) {
        String remedy = check.remedy().isBlank() ? "" : "<br>fix: " + cell(check.remedy());
        return "| " + mark(check.verdict()) + " | " + cell(check.title()) + " | " + cell(check.detail()) + remedy
                + " |";
    }

    private static String mark(String verdict) {
        return switch (verdict) {
            case "Passed" -> "✅";
            case "Failed" -> "❌";
            case "NotApplicable" -> "➖";
            default -> "❓";
        };
    }

    /// What a cluster sends is no markup, and a cell is one line.
    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        Set<Character> markup = Set.of('\\', '`', '*', '_', '[', ']', '|', '#');
        for (char c : SPACE.matcher(text).replaceAll(" ").toCharArray()) {
            switch (c) {
                case '<' -> cell.append("&lt;");
                case '>' -> cell.append("&gt;");
                case '&' -> cell.append("&amp;");
                default -> cell.append(markup.contains(c) ? "\\" : "").append(c);
            }
        }
        return cell.toString();
    }

    /// And a tenth.
    static String seconds(Duration took) {
        return BigDecimal.valueOf(took.toMillis(), 3)
                .setScale(1, RoundingMode.HALF_UP)
                .toString();
    }
}
