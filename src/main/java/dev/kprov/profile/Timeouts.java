package dev.kprov.profile;

import java.time.Duration;

/// How long each thing may take.
///
/// @param connect to reach a host and log in; default 15 s
/// @param step a step of the plan; default 10 min
/// @param verify all checks together; default 5 min
public record Timeouts(Duration connect, Duration step, Duration verify) {
    /// The same with another limit for the checks.
    public Timeouts verify(Duration other) {
        return new Timeouts(connect, step, other);
    }
}
