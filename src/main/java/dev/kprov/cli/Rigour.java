package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.profile.Verification;
import dev.kprov.profile.Verification.Hold;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How thoroughly a cluster is verified, and for how long.
final class Rigour {
    private static final int MOST_LOOKS = 1000;

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
            description = {
                "All checks must hold for that long, looked at every second, and no critical pod restart; what comes and"
                        + " goes fails.",
                "Default: for one look, with no restart for what the profile says, or 3s."
            })
    @Nullable
    String window;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "All checks must hold at that many looks in a row, 1 to 1000; default: 1.")
    @Nullable
    Integer passes;

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
        Optional<Duration> time = Optional.ofNullable(window).map(text -> desk.duration("--for", text));
        int looks = passes == null ? 1 : desk.wholeNumber("--passes", passes, 1, MOST_LOOKS);
        return usual.with(chosen)
                .withWindow(time.orElse(usual.window()))
                .with(new Hold(time.orElse(Duration.ZERO), looks));
    }

    Optional<Duration> deadline(Desk desk) {
        return Optional.ofNullable(timeout).map(text -> desk.duration("--timeout", text));
    }

    /// What of it belongs to a command that verifies the same again.
    String again() {
        return (level == null ? "" : " --level " + level)
                + (window == null ? "" : " --for " + window)
                + (passes == null ? "" : " --passes " + passes);
    }
}
