package dev.kprov.profile;

import java.time.Duration;

/// How long each thing may take.
///
/// @param connect to reach a host and log in; default 15 s
/// @param step a step of the plan; default 10 min
/// @param verify all checks together; default 5 min
/// @param retry from the first fault that may pass until a step gives up; default 2 min
public record Timeouts(Duration connect, Duration step, Duration verify, Duration retry) {
    /// The usual limit for trying again.
    public Timeouts(Duration connect, Duration step, Duration verify) {
        this(connect, step, verify, Duration.ofMinutes(2));
    }

    /// The same with another limit for the checks.
    public Timeouts verify(Duration other) {
        return new Timeouts(connect, step, other, retry);
    }
}
