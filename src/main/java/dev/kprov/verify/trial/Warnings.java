package dev.kprov.verify.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.StreamSupport;

/// Events of a namespace that warn.
final class Warnings {
    static final String PATH = "events?fieldSelector=type%3DWarning";
    private static final int LONGEST = 300;

    private Warnings() {}

    /// What the newest one about any of these objects says; empty without one.
    static String newest(JsonNode events, String... objects) {
        Set<String> names = Set.of(objects);
        return StreamSupport.stream(events.path("items").spliterator(), false)
                .filter(event -> Json.text(event, "type").equals("Warning")
                        && names.contains(Json.text(event.path("involvedObject"), "name")))
                .max(Comparator.comparing(Warnings::when))
                .map(event -> Json.text(event, "reason") + ": " + shortened(Json.text(event, "message")))
                .orElse("");
    }

    private static Instant when(JsonNode event) {
        return Json.time(event, "lastTimestamp")
                .or(() -> Json.time(event, "eventTime"))
                .or(() -> Json.time(event.path("metadata"), "creationTimestamp"))
                .orElse(Instant.EPOCH);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
