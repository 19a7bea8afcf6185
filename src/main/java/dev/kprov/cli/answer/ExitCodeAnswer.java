package dev.kprov.cli.answer;

import dev.kprov.problem.ExitCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the exit codes mean.
public final class ExitCodeAnswer {
    private ExitCodeAnswer() {}

    public static String text() {
        return Arrays.stream(ExitCode.values())
                .map(code -> String.format(Locale.ROOT, "%3d  %s", code.code(), code.meaning()))
                .collect(Collectors.joining(
                        "\n",
                        "Exit codes of kprov:\n\n",
                        "\n\nWhen several apply, the highest one is used; 7 only when no other does."));
    }

    public static List<Map<String, Object>> maps() {
        return Arrays.stream(ExitCode.values()).map(ExitCodeAnswer::map).toList();
    }

    private static Map<String, Object> map(ExitCode code) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", code.code());
        map.put("meaning", code.meaning());
        return map;
    }
}
