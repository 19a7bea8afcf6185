package dev.kprov.verify.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Probes.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Has one pod write a file on a volume of the default StorageClass, and another read it after the first is gone.
final class VolumeTrial {
    private static final String CORE = "/api/v1";
    private static final String WRITER = "writer";
    private static final String READER = "reader";
    private static final String SAID = "kprov was here";

    private final ProbeNamespace namespace;
    private final Clock clock;
    private final Instant begun;
    private String stage = WRITER;
    private Outcome outcome = new Outcome.Unable("it has not begun yet", false);

    VolumeTrial(ProbeNamespace namespace, Clock clock) {
        this.namespace = namespace;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /// Goes on as far as can be, and says how it stands.
    Outcome look() throws InterruptedException {
        if (!(outcome instanceof Outcome.Good)) {
            outcome = further();
        }
        return outcome;
    }

    private Outcome further() throws InterruptedException {
        Part<Boolean> claim = namespace.make(CORE, "persistentvolumeclaims", "probe", "claim.json", Map.of());
        Part<Boolean> made = claim instanceof Part.Known<Boolean> ? pod() : claim;
        if (made instanceof Part.Missing<Boolean>(String why, Part.Cause cause)) {
            return new Outcome.Unable(why, cause == Part.Cause.DENIED);
        }
        Part<JsonNode> read = namespace.read(CORE, "pods/" + stage);
        if (!(read instanceof Part.Known<JsonNode>(JsonNode pod))) {
            return bad("the pod " + stage + " cannot be read");
        }
        return switch (Json.text(pod.path("status"), "phase")) {
            case "Succeeded" -> succeeded();
            case "Failed" -> bad("the " + stage + " failed: " + said(pod));
            default -> bad(waiting());
        };
    }

    private Part<Boolean> pod() throws InterruptedException {
        String command = stage.equals(WRITER)
                ? "echo " + SAID + " >/data/kprov && sync"
                : "grep -qx '" + SAID + "' /data/kprov || { ls -l /data; exit 1; }";
        return namespace.make(
                CORE,
                "pods",
                stage,
                "volume-pod.json",
                Map.of("NAME", stage, "COMMAND", ProbeNamespace.quoted(command)));
    }

    private Outcome succeeded() throws InterruptedException {
        if (stage.equals(READER)) {
            return new Outcome.Good("a file was written by one pod and read by the next, "
                    + Duration.between(begun, clock.instant()).toSeconds() + " s after the claim");
        }
        namespace.delete(WRITER);
        stage = READER;
        return bad("the file is written, and not read yet");
    }

    private String waiting() throws InterruptedException {
        String claim = namespace
                .read(CORE, "persistentvolumeclaims/probe")
                .map(read -> Json.text(read.path("status"), "phase"))
                .known()
                .orElse("not known");
        String warning = namespace
                .read(CORE, Warnings.PATH)
                .map(events -> Warnings.newest(events, "probe", stage))
                .known()
                .orElse("");
        return "the claim is " + claim + ", the " + stage + " waits" + (warning.isEmpty() ? "" : ": " + warning);
    }

    private static String said(JsonNode pod) {
        String message = "exit code "
                + Json.text(
                        pod.path("status")
                                .path("containerStatuses")
                                .path(0)
                                .path("state")
                                .path("terminated"),
                        "exitCode");
        String why = Json.text(pod.path("status"), "message");
        return why.isEmpty() ? message : why;
    }

    private Outcome bad(String actual) {
        return new Outcome.Bad(actual, Duration.between(begun, clock.instant()));
    }
}
