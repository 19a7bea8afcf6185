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
        Part<List<Seen>> pods = namespace.list(CORE, "pods", Seen::of);
        if (!(pods instanceof Part.Known<List<Seen>>(List<Seen> all))) {
            return pods.map(never -> NONE);
        }
        // Besides those of the nodes there is the server.
        boolean waiting = all.size() <= nodes || all.stream().anyMatch(Seen::waits);
        Part<JsonNode> events = waiting ? namespace.read(CORE, Warnings.PATH) : Part.notAsked();
        Map<String, ProbePod> probes = new LinkedHashMap<>();
        Map<String, ProbePod> others = new LinkedHashMap<>();
        for (Seen seen : all) {
            Pod pod = seen.pod();
            ProbePod probe = seen.with(newest(events, pod.name()));
            if (!pod.owner().equals(PROBES)) {
                others.put(pod.name(), probe);
            } else if (!pod.leaving()) {
                probes.put(pod.node().isEmpty() ? seen.meant() : pod.node(), probe);
            }
        }
        return new Part.Known<>(new ProbePods(probes, others, newest(events, "probe")));
    }

    Optional<ProbePod> other(String name) {
        return Optional.ofNullable(others.get(name));
    }

    private static String newest(Part<JsonNode> events, String name) {
        return events.known().map(all -> Warnings.newest(all, name)).orElse("");
    }

    /// @param meant the node for which a DaemonSet has made it; empty for others
    private record Seen(Pod pod, String address, Optional<Instant> made, String meant) {
        static Seen of(JsonNode item) {
            return new Seen(
                    ApiObjects.pod(item),
                    Json.text(item.path("status"), "podIP"),
                    Json.time(item.path("metadata"), "creationTimestamp"),
                    meant(item));
        }

        /// Its scheduling asks for that node and no other.
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

        boolean waits() {
            return pod.runningSince().isEmpty();
        }

        ProbePod with(String warning) {
            Optional<Duration> took =
                    pod.runningSince().flatMap(since -> made.map(begun -> Duration.between(begun, since)));
            return new ProbePod(pod, address, took, warning);
        }
    }
}
