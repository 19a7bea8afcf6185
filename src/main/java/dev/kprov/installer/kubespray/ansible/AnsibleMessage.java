package dev.kprov.installer.kubespray.ansible;

import dev.kprov.yaml.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Why a task failed, out of what its module answered, in one line and without secrets.
final class AnsibleMessage {
    private static final int MOST_LINES = 3;

    private AnsibleMessage() {}

    static String of(Map<?, ?> result) {
        if (result.get("results") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("failed"))) {
                    return of(map);
                }
            }
        }
        List<String> parts = new ArrayList<>();
        String message = JsonText.text(result, "msg");
        String printed = last(JsonText.text(result, "stderr"));
        if (printed.isEmpty()) {
            printed = last(JsonText.text(result, "stdout"));
        }
        // With no_log there is nothing but this.
        String censored = JsonText.text(result, "censored");
        for (String part : List.of(message, printed, censored)) {
            if (!part.isBlank()) {
                parts.add(String.join(" ", part.lines().map(String::strip).toList())
                        .strip());
            }
        }
        return parts.isEmpty() ? "the module gave no reason" : Secrets.masked(String.join(": ", parts));
    }

    /// The reason of a program stands at the end of what it prints.
    private static String last(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }
}
