package dev.kprov.installer.kubespray.ansible;

import dev.kprov.shell.Speech;
import dev.kprov.yaml.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Understands `ansible-playbook` with the callback `ansible.posix.jsonl`: one event a line. Warnings and what other
/// callbacks print may stand between them.
///
/// An event of a failure does not tell whether the playbook goes on in spite of it. So failures are told once the
/// stats at the end say which hosts failed: a host does nothing after the failure that counts, so it is its last one.
public final class AnsibleEvents implements Speech {
    /// Before `HOST: TASK: MESSAGE`, for each host that failed.
    public static final String FAILED = "ansible failed on ";
    /// Before `HOST: TASK: MESSAGE`, for each host that could not be reached.
    public static final String UNREACHABLE = "ansible cannot reach ";
    /// Before the hosts that the playbook worked on, with blanks between them: the last line of every playbook.
    public static final String ENDED = "ansible ended on: ";

    private final Map<String, String> failures = new LinkedHashMap<>();
    private String play = "";
    private String task = "";

    @Override
    public Said hear(String line) {
        if (!line.startsWith("{")) {
            return PLAIN.hear(Secrets.masked(line));
        }
        for (Map<?, ?> event : JsonText.objects(line)) {
            String type = JsonText.text(event, "_event");
            if (!type.isEmpty()) {
                return hear(type, event);
            }
        }
        // A line that was cut off may be half of a result, with anything in it.
        return silent();
    }

    private Said hear(String type, Map<?, ?> event) {
        return switch (type) {
            case "v2_playbook_on_play_start" -> {
                play = name(event, "play");
                yield said(List.of("play: " + play), "kubespray: " + play);
            }
            case "v2_playbook_on_task_start", "v2_playbook_on_handler_task_start" -> {
                task = name(event, "task");
                yield said(List.of(), "kubespray: " + play + ": " + task);
            }
            case "v2_runner_on_ok" -> results(event);
            case "v2_runner_on_failed", "v2_runner_on_unreachable" -> failed(type, event);
            case "v2_playbook_on_stats" -> ended(block(event, "stats"));
            default -> silent();
        };
    }

    private Said results(Map<?, ?> event) {
        List<String> lines = new ArrayList<>();
        List<OfHost> ofHosts = new ArrayList<>();
        block(event, "hosts").forEach((host, result) -> {
            String how = changed(result) ? "changed" : "ok";
            lines.add(how + ": " + host + ": " + Secrets.masked(name(event, "task")));
            ofHosts.addAll(AnsibleResult.lines(String.valueOf(host), block(event, "task"), how, map(result)));
        });
        return new Said(lines, Optional.empty(), Optional.empty(), ofHosts);
    }

    private static boolean changed(Object result) {
        return Boolean.TRUE.equals(map(result).get("changed"));
    }

    private Said failed(String type, Map<?, ?> event) {
        List<String> lines = new ArrayList<>();
        List<OfHost> ofHosts = new ArrayList<>();
        String how = type.endsWith("failed") ? "failed" : "unreachable";
        block(event, "hosts").forEach((host, result) -> {
            String told = host + ": " + Secrets.masked(name(event, "task")) + ": " + AnsibleMessage.of(map(result));
            failures.put(String.valueOf(host), told);
            lines.add(how + ": " + told);
            ofHosts.addAll(AnsibleResult.lines(String.valueOf(host), block(event, "task"), how, map(result)));
        });
        return new Said(lines, Optional.empty(), Optional.empty(), ofHosts);
    }

    private Said ended(Map<?, ?> stats) {
        List<String> lines = new ArrayList<>();
        Map<String, Map<?, ?>> hosts = new TreeMap<>();
        stats.forEach((host, counts) -> hosts.put(String.valueOf(host), map(counts)));
        hosts.forEach((host, counts) -> {
            if (some(counts, "unreachable")) {
                lines.add(UNREACHABLE + told(host));
            } else if (some(counts, "failures")) {
                lines.add(FAILED + told(host));
            }
        });
        lines.add(ENDED + String.join(" ", hosts.keySet()));
        return new Said(lines, Optional.empty(), Optional.empty());
    }

    private String told(String host) {
        return failures.getOrDefault(host, host + ": a task: Ansible gave no reason");
    }

    private static boolean some(Map<?, ?> counts, String key) {
        return counts.get(key) instanceof Number number && number.intValue() > 0;
    }

    /// Of a play or a task. One without a name has the name of its module.
    private static String name(Map<?, ?> event, String key) {
        return JsonText.text(block(event, key), "name");
    }

    private static Map<?, ?> block(Map<?, ?> event, String key) {
        return map(event.get(key));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Said said(List<String> lines, String waiting) {
        return new Said(lines, Optional.of(waiting), Optional.empty());
    }

    private static Said silent() {
        return new Said(List.of(), Optional.empty(), Optional.empty());
    }
}
