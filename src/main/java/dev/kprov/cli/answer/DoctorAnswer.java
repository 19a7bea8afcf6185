package dev.kprov.cli.answer;

import dev.kprov.observe.Tool;
import dev.kprov.observe.ToolFacts;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What installers need on this machine and what is here.
///
/// @param toolbox by the installer's name
public record DoctorAnswer(SequencedMap<String, List<ToolFacts>> toolbox) {
    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("INSTALLER", "PROGRAM", "VERSION", "USABLE", "WHERE"));
        List<String> advice = new ArrayList<>();
        toolbox.forEach((installer, tools) -> {
            if (tools.isEmpty()) {
                rows.add(List.of(installer, "none needed", "", "yes", ""));
            }
            for (ToolFacts facts : tools) {
                Optional<Problem> problem = facts.problem();
                rows.add(List.of(
                        installer,
                        facts.tool().name(),
                        facts.version().orElse("-"),
                        problem.isEmpty() ? "yes" : spared(facts.tool(), tools) ? "not needed" : "no",
                        facts.path().orElse("-")));
                problem.filter(any -> !spared(facts.tool(), tools))
                        .ifPresent(some -> advice.add(told(installer, some)));
            }
        });
        String table = Table.of(rows);
        return advice.isEmpty() ? table : table + "\n" + String.join("\n", advice) + "\n";
    }

    private static String told(String installer, Problem problem) {
        return installer + ": " + problem.what() + "\n  why: " + problem.why() + "\n  fix: " + problem.remedy();
    }

    /// Whether another one does in its place.
    private static boolean spared(Tool tool, List<ToolFacts> tools) {
        return !tool.either().isEmpty()
                && tools.stream()
                        .anyMatch(other -> other.tool().either().equals(tool.either())
                                && other.problem().isEmpty());
    }

    public List<Map<String, Object>> maps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        toolbox.forEach((installer, tools) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("installer", installer);
            map.put("usable", usable(tools));
            map.put("tools", tools.stream().map(DoctorAnswer::map).toList());
            maps.add(map);
        });
        return maps;
    }

    private static Map<String, Object> map(ToolFacts facts) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", facts.tool().name());
        map.put("minimum", facts.tool().minimum());
        map.put("path", facts.path().orElse(""));
        map.put("version", facts.version().orElse(""));
        map.put("usable", facts.problem().isEmpty());
        facts.problem().ifPresent(problem -> {
            map.put("what", problem.what());
            map.put("why", problem.why());
            map.put("remedy", problem.remedy());
        });
        return map;
    }

    public ExitCode exitCode() {
        return toolbox.values().stream().allMatch(DoctorAnswer::usable) ? ExitCode.OK : ExitCode.INVALID;
    }

    private static boolean usable(List<ToolFacts> tools) {
        return tools.stream().allMatch(facts -> facts.problem().isEmpty() || spared(facts.tool(), tools));
    }
}
