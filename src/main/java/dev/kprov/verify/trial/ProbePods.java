package dev.kprov.verify.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.ApiObjects;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Trials.ProbePod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has become of kprov's pods.
///
/// @param probes by the name of their node; one that is meant for none is left out
/// @param others by their own name
/// @param warning the newest event that warns of the DaemonSet, where pods of it are missing; empty without any
record ProbePods(Map<String, ProbePod> probes, Map<String, ProbePod> others, String warning) {
    private static final String CORE = "/api/v1";
    private static final String PROBES = "DaemonSet/probe";

    static final ProbePods NONE = new ProbePods(Map.of(), Map.of(), "");

    /// @param nodes how many have one
    static Part<ProbePods> read(ProbeNamespace namespace, int nodes) throws InterruptedException {
        Part<JsonNode> pods = namespace.whole(CORE, "pods");
        if (!(pods instanceof Part.Known<JsonNode>(JsonNode list))) {
            return pods.map(never -> NONE);
        }
        List<Boolean> waits = Json.list(list, ProbePods::waits);
        // Besides those of the nodes there is the server.
        boolean waiting = waits.contains(true) || waits.size() <= nodes;
        Part<JsonNode> events = waiting ? namespace.read(CORE, Warnings.PATH) : Part.notAsked();
        Map<String, ProbePod> probes = new LinkedHashMap<>();
        Map<String, ProbePod> others = new LinkedHashMap<>();
        list.path("items").forEach(item -> {
            ProbePod pod = pod(
                    item,
                    events.known()
                            .map(all -> Warnings.newest(all, Json.name(item)))
                            .orElse(""));
            if (!pod.pod().owner().equals(PROBES)) {
                others.put(pod.pod().name(), pod);
            } else if (!pod.pod().leaving()) {
                probes.put(pod.pod().node().isEmpty() ? meant(item) : pod.pod().node(), pod);
            }
        });
        return new Part.Known<>(new ProbePods(
                probes,
                others,
                events.known().map(all -> Warnings.newest(all, "probe")).orElse("")));
    }

    Optional<ProbePod> other(String name) {
        return Optional.ofNullable(others.get(name));
    }

    private static boolean waits(JsonNode item) {
        return !ApiObjects.pod(item).runningSince().isPresent();
    }

    /// The node for which a DaemonSet has made it: its scheduling asks for that node and no other.
    private static String meant(JsonNode item) {
        return item.path("spec")
                .path("affinity")
                .path("nodeAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution")
                .path("nodeSelectorTerms")
                .path(0)
                .path("matchFields")
                .path(0)
                .path("values")
                .path(0)
                .asText("");
    }

    private static ProbePod pod(JsonNode item, String warning) {
        Pod pod = ApiObjects.pod(item);
        Optional<Instant> made = Json.time(item.path("metadata"), "creationTimestamp");
        Optional<Duration> took =
                pod.runningSince().flatMap(since -> made.map(begun -> Duration.between(begun, since)));
        return new ProbePod(pod, Json.text(item.path("status"), "podIP"), took, warning);
    }
}
