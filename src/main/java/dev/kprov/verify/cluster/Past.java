package dev.kprov.verify.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What one look alone does not show: restarts, how long something has been stuck, and last words.
///
/// @param at when the newest look was taken, by this machine's clock
/// @param quietSince the first look, or the newest restart after it
/// @param restarted what restarted since the first look, for a reader
/// @param lives each container's restarts and id at the newest look
/// @param stuckSince when a container was first seen waiting for its image or for a sane configuration
/// @param logs the last lines of a container, where they were fetched
public record Past(
        Instant at,
        Instant quietSince,
        List<String> restarted,
        Map<String, String> lives,
        Map<String, Instant> stuckSince,
        Map<String, String> logs) {
    public Past {
        restarted = List.copyOf(restarted);
        lives = Map.copyOf(lives);
        stuckSince = Map.copyOf(stuckSince);
        logs = Map.copyOf(logs);
    }

    /// Reasons that come and go in any container's life, and the one that restarts tell better.
    private static final Set<String> PASSING = Set.of("", "ContainerCreating", "PodInitializing", "CrashLoopBackOff");

    /// By how much a node's clock may be behind without its lease telling.
    private static final Duration CLOCKS = Duration.ofSeconds(40);

    public static Past begin(Instant now) {
        return new Past(now, now, List.of(), Map.of(), Map.of(), Map.of());
    }

    public Duration quiet() {
        return Duration.between(quietSince, at);
    }

    public Duration stuck(String key) {
        return Optional.ofNullable(stuckSince.get(key))
                .map(since -> Duration.between(since, at))
                .orElse(Duration.ZERO);
    }

    public Optional<String> log(String key) {
        return Optional.ofNullable(logs.get(key));
    }

    public Past withLogs(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(logs);
        all.putAll(more);
        return new Past(at, quietSince, restarted, lives, stuckSince, all);
    }

    /// The same with what running containers tell of the time before anybody looked: since when they run.
    ///
    /// @param pods of the same look
    /// @param server what time it is by the API server's clock; a node's may differ as far as its lease allows
    public Past withHistory(List<Pod> pods, Instant server) {
        List<Pod> all = pods.stream().filter(Pod::wanted).toList();
        if (all.isEmpty() || all.stream().anyMatch(pod -> pod.runningSince().isEmpty())) {
            return this;
        }
        Instant newest = all.stream()
                .flatMap(pod -> pod.runningSince().stream())
                .max(Comparator.naturalOrder())
                .orElse(server);
        Instant sure = at.minus(Duration.between(newest, server).minus(CLOCKS));
        return sure.isBefore(quietSince) && restarted.isEmpty()
                ? new Past(at, sure, restarted, lives, stuckSince, logs)
                : this;
    }

    /// Nothing could be seen of the pods; time went on.
    public Past blind(Instant now) {
        return new Past(now, quietSince, restarted, lives, stuckSince, logs);
    }

    /// The past after a look at these pods.
    public Past look(List<Pod> pods, Instant now) {
        Map<String, String> seen = new HashMap<>();
        Map<String, Instant> stuck = new HashMap<>();
        TreeSet<String> names = new TreeSet<>(restarted);
        boolean quiet = true;
        for (Pod pod : pods.stream().filter(Pod::wanted).toList()) {
            for (Pod.Container container : pod.containers()) {
                String key = pod.key(container);
                seen.put(key, container.restarts() + " " + container.id());
                if (lastsStuck(container)) {
                    stuck.put(key, stuckSince.getOrDefault(key, now));
                }
                if (restarted(key, container)) {
                    quiet = false;
                    names.add(pod.where());
                }
            }
        }
        return new Past(now, quiet ? quietSince : now, List.copyOf(names), seen, stuck, logs);
    }

    private static boolean lastsStuck(Pod.Container container) {
        return container.state() instanceof Pod.State.Waiting waiting && !PASSING.contains(waiting.reason());
    }

    /// A container that merely gets its first id, or loses it while it is down, has not begun a new life.
    private boolean restarted(String key, Pod.Container container) {
        String before = lives.getOrDefault(key, "");
        int space = before.indexOf(' ');
        if (space < 0) {
            return false;
        }
        String id = before.substring(space + 1);
        boolean more = container.restarts() > Integer.parseInt(before.substring(0, space));
        boolean other = !id.isEmpty() && !container.id().isEmpty() && !id.equals(container.id());
        return more || other;
    }
}
