package dev.kprov.plan;

import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Steps in a valid order. The constructor refuses what could not run: a bad plan is a bug found before a host is
/// touched.
///
/// @param verb what it is for: `up` or `down`
public record Plan(String verb, String installer, String cluster, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
        Set<StepId> known = new HashSet<>();
        Set<String> captured = new HashSet<>();
        for (Step step : steps) {
            for (StepId before : step.after()) {
                if (!known.contains(before)) {
                    throw new IllegalArgumentException(
                            step.id() + " comes after " + before + ", which is not before it");
                }
            }
            if (!known.add(step.id())) {
                throw new IllegalArgumentException("two steps are called " + step.id());
            }
            if (step.action() instanceof Action.Run run) {
                requireCaptured(step, run.script(), captured);
                captured.addAll(run.script().captures());
            }
        }
    }

    /// Whether every step is already so.
    public boolean nothingToDo() {
        return steps.stream().allMatch(step -> step.action() instanceof Action.Unchanged);
    }

    private static void requireCaptured(Step step, Script script, Set<String> captured) {
        Stream.concat(script.parameters().values().stream(), script.files().values().stream())
                .flatMap(Plan::captures)
                .filter(name -> !captured.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            step.id() + " uses " + name + ", which no step before it captures");
                });
    }

    private static Stream<String> captures(Value value) {
        return switch (value) {
            case Value.Text text -> Stream.empty();
            case Value.Secret secret -> Stream.empty();
            case Value.Folder folder -> Stream.empty();
            case Value.Captured captured -> Stream.of(captured.name());
            case Value.Joined joined -> joined.parts().stream().flatMap(Plan::captures);
        };
    }
}
