package dev.kprov.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a plan for people: what would change on which host, and what is so already.
public final class PlanText {
    private final Plan plan;
    private final boolean verbose;

    private PlanText(Plan plan, boolean verbose) {
        this.plan = plan;
        this.verbose = verbose;
    }

    /// @param verbose whether to name ids, order and timeouts too
    public static String of(Plan plan, boolean verbose) {
        return new PlanText(plan, verbose).text();
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        lines.add("plan: " + plan.verb() + " " + plan.cluster() + " with " + plan.installer());
        Map<Stage, Map<String, List<Step>>> stages = plan.steps().stream()
                .collect(Collectors.groupingBy(
                        Step::stage,
                        LinkedHashMap::new,
                        Collectors.groupingBy(Step::host, LinkedHashMap::new, Collectors.toList())));
        stages.forEach((stage, hosts) -> {
            lines.add("");
            lines.add(stage.title());
            hosts.forEach((host, steps) -> {
                lines.add("  " + host);
                steps.forEach(step -> step(lines, step));
            });
        });
        lines.add("");
        lines.add(sum());
        return String.join("\n", lines) + "\n";
    }

    private void step(List<String> lines, Step step) {
        String title = withoutHost(step);
        switch (step.action()) {
            case Action.Unchanged unchanged -> lines.add("    = " + title + ": " + unchanged.because());
            case Action.Fetch fetch -> {
                lines.add("    + " + title);
                lines.add("        " + fetch.remotePath() + " of " + step.host() + " to " + fetch.name());
            }
            case Action.Run run -> {
                lines.add("    + " + title);
                run.changes().forEach(change -> lines.add("        " + change));
            }
        }
        if (verbose) {
            lines.add("        id " + step.id() + ", at most " + seconds(step));
            before(step).ifPresent(ids -> lines.add("        after " + ids));
        }
    }

    private Optional<String> before(Step step) {
        return plan.steps().stream()
                .map(Step::id)
                .filter(step.after()::contains)
                .map(StepId::toString)
                .reduce((ids, id) -> ids + ", " + id);
    }

    private static String seconds(Step step) {
        long seconds = step.timeout().toSeconds();
        return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + " min" : seconds + " s";
    }

    private static String withoutHost(Step step) {
        String end = " on " + step.host();
        return step.title().endsWith(end)
                ? step.title().substring(0, step.title().length() - end.length())
                : step.title();
    }

    private String sum() {
        long same = plan.steps().stream()
                .filter(step -> step.action() instanceof Action.Unchanged)
                .count();
        long changing = plan.steps().size() - same;
        if (changing == 0) {
            return "Nothing to do: " + (same == 1 ? "the only step is" : "all " + same + " steps are") + " already so.";
        }
        String would = changing == 1 ? "1 step (+) would run" : changing + " steps (+) would run";
        return same == 0 ? would + "." : would + ", " + same + (same == 1 ? " is" : " are") + " already so (=).";
    }
}
