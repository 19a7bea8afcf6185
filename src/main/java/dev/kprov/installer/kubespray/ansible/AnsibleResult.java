package dev.kprov.installer.kubespray.ansible;

import dev.kprov.shell.Speech;
import dev.kprov.yaml.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a task did on a host and what its module printed there, for the log of this host.
final class AnsibleResult {
    /// Its results are of the controller, whatever the host is called.
    private static final String HERE = "localhost";

    private AnsibleResult() {}

    /// @param task with its times, as the event has it
    /// @param how `ok`, `changed`, `failed` or `unreachable`
    static List<Speech.OfHost> lines(String host, Map<?, ?> task, String how, Map<?, ?> result) {
        if (host.equals(HERE)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(how + took(task).map(time -> " after " + time).orElse("") + ": "
                + Secrets.masked(JsonText.text(task, "name")));
        printed(result).forEach(line -> lines.add("  " + line));
        return lines.stream().map(line -> new Speech.OfHost(host, line)).toList();
    }

    /// Of a task in a loop each item printed something.
    private static Stream<String> printed(Map<?, ?> result) {
        Stream<String> own = Stream.of("msg", "stdout", "stderr", "module_stderr", "censored")
                .map(key -> Secrets.masked(JsonText.text(result, key)))
                .flatMap(String::lines)
                .filter(line -> !line.isBlank());
        Stream<String> items = result.get("results") instanceof List<?> all
                ? all.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> (Map<?, ?>) item)
                        .flatMap(AnsibleResult::printed)
                : Stream.of();
        return Stream.concat(own, items);
    }

    private static Optional<String> took(Map<?, ?> task) {
        if (!(task.get("duration") instanceof Map<?, ?> duration)) {
            return Optional.empty();
        }
        try {
            Duration time = Duration.between(
                    Instant.parse(JsonText.text(duration, "start")), Instant.parse(JsonText.text(duration, "end")));
            return Optional.of(String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
