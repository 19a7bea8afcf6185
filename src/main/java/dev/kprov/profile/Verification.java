package dev.kprov.profile;

import java.time.Duration;

/// How thoroughly the cluster is checked.
///
/// @param window how long no critical pod may restart; default 3 s
public record Verification(Level level, Duration window) {
    public enum Level {
        STANDARD
    }
}
