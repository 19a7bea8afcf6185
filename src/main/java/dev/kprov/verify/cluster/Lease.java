package dev.kprov.verify.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Who says "I am here", and when it said so last.
public record Lease(
        String name, String holder, Duration duration, Optional<Instant> renewed, Map<String, String> labels) {
    public Lease {
        labels = Map.copyOf(labels);
    }

    public boolean fresh(Instant now) {
        return renewed.filter(at -> at.plus(duration).isAfter(now)).isPresent();
    }

    public boolean renewedAfter(Instant moment) {
        return renewed.filter(moment::isBefore).isPresent();
    }
}
