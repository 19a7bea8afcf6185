package dev.kprov.cli.answer;

import dev.kprov.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Problems as the answer of a command that was asked for JSON.
public final class ProblemAnswer {
    private ProblemAnswer() {}

    public static String json(List<Problem> problems) {
        return Json.of(
                Map.of("problems", problems.stream().map(ProblemAnswer::map).toList()));
    }

    static Map<String, Object> map(Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("exitCode", problem.exitCode().code());
        map.put("where", problem.where());
        map.put("what", problem.what());
        map.put("why", problem.why());
        map.put("remedy", problem.remedy());
        return map;
    }
}
