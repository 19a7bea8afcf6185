package dev.kprov.console;

import dev.kprov.problem.Printable;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// Writes a problem the way every problem of kprov looks:
///
/// ```
/// error: cannot log in to worker-2 (10.0.0.12:22)
///   why: the server refused the key
///   fix: set user in inventory.yaml
///   log: .kprov/runs/20261121-091500-a7c3/worker-2.log
/// ```
public final class ProblemText {
    private static final String INDENT = " ".repeat("  why: ".length());

    private final Theme theme;

    public ProblemText(Theme theme) {
        this.theme = theme;
    }

    /// The lines of a problem.
    public List<String> lines(Problem problem) {
        return lines(problem, "");
    }

    /// The lines of a problem with the log that tells more; none when it is blank or named in the remedy already.
    public List<String> lines(Problem problem, String log) {
        List<String> lines = new ArrayList<>();
        boolean placed = problem.where().isBlank() || problem.what().contains(problem.where());
        String what = placed ? problem.what() : problem.where() + ": " + problem.what();
        add(lines, theme.like(Theme.Mark.BAD, "error:") + " ", what);
        add(lines, theme.dim("  why:") + " ", problem.why());
        add(lines, theme.dim("  fix:") + " ", problem.remedy());
        if (!log.isBlank() && !problem.remedy().contains(log)) {
            add(lines, theme.dim("  log:") + " ", log);
        }
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, String label, String text) {
        String head = label;
        for (String line : text.strip().lines().toList()) {
            lines.add(head + Printable.line(line));
            head = INDENT;
        }
    }
}
