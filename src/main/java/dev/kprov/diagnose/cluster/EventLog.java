package dev.kprov.diagnose.cluster;

import static dev.kprov.diagnose.cluster.Texts.or;
import static dev.kprov.diagnose.cluster.Texts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/// Events by time, of very many the newest.
final class EventLog {
    private static final int MOST = 20_000;
    private static final int LONGEST = 1_000;

    private final PriorityQueue<Line> lines = new PriorityQueue<>(Comparator.comparing(Line::at));

    /// @param at in the format of RFC 3339, always in UTC, so that texts sort by time
    private record Line(String at, boolean warning, String text) {}

    void add(JsonNode event) {
        String at = or(
                text(event, "series", "lastObservedTime"),
                or(
                        text(event, "lastTimestamp"),
                        or(text(event, "eventTime"), text(event, "metadata", "creationTimestamp"))));
        String times = or(text(event, "series", "count"), text(event, "count"));
        String message = text(event, "message");
        JsonNode object = event.path("involvedObject");
        String space = text(object, "namespace");
        String text = "%-7s  %s  %s %s%s: %s%s"
                .formatted(
                        text(event, "type"),
                        text(event, "reason"),
                        text(object, "kind"),
                        space.isEmpty() ? "" : space + "/",
                        text(object, "name"),
                        message.substring(0, Math.min(LONGEST, message.length())),
                        times.isEmpty() || times.equals("1") ? "" : " (" + times + " times)");
        lines.add(new Line(at, text(event, "type").equals("Warning"), text));
        if (lines.size() > MOST) {
            lines.poll();
        }
    }

    /// The oldest first.
    List<String> all() {
        return sorted().stream().map(line -> line.at() + "  " + line.text()).toList();
    }

    /// The newest first.
    List<String> warnings() {
        Deque<String> found = new ArrayDeque<>();
        for (Line line : sorted()) {
            if (line.warning()) {
                found.addFirst(line.at() + "  " + line.text());
            }
        }
        return List.copyOf(found);
    }

    private List<Line> sorted() {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(Line::at));
        return sorted;
    }
}
