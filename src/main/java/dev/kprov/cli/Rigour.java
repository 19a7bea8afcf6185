package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.profile.Verification;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How thoroughly a cluster is verified, and for how long.
final class Rigour {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = {
                "Which checks are made; default: what the profile says, or standard.",
                "basic: the API, its version and the nodes. standard: also what runs in kube-system, the network, the"
                        + " DNS, and what stands in the way of new pods."
            })
    @Nullable
    Depth level;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "Wait that long for what can still become true, such as 90s; default: what the profile says, or 5m.")
    @Nullable
    String timeout;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "See no critical pod restart for that long; default: what the profile says, or 3s.")
    @Nullable
    String window;

    /// Which checks are made; the constants are what the user types.
    enum Depth {
        basic(Verification.Level.BASIC),
        standard(Verification.Level.STANDARD);

        private final Verification.Level level;

        Depth(Verification.Level level) {
            this.level = level;
        }
    }

    /// What is left of what is usual.
    Verification of(Verification usual, Desk desk) {
        Verification.Level chosen = level == null ? usual.level() : level.level;
        return usual.with(chosen).withWindow(window == null ? usual.window() : desk.duration("--for", window));
    }

    Optional<Duration> deadline(Desk desk) {
        return Optional.ofNullable(timeout).map(text -> desk.duration("--timeout", text));
    }

    /// What of it belongs to a command that verifies the same again.
    String again() {
        return level == null ? "" : " --level " + level;
    }
}
