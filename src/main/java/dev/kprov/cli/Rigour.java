package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.request.Request;
import dev.kprov.profile.Verification;
import dev.kprov.profile.Verification.Hold;
import dev.kprov.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
                        + " DNS, and what stands in the way of new pods. deep: also what pods on every node find when they"
                        + " use the cluster, in a namespace that is removed."
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

    @Option(
            names = "--probe-image",
            paramLabel = "IMAGE",
            description = {
                "Of the pods of level deep: any with busybox's sh, httpd, wget and nslookup.",
                "Default: what the profile says, or " + Verification.Probe.IMAGE + "."
            })
    @Nullable
    String image;

    @Option(
            names = "--external-name",
            paramLabel = "NAME",
            description = "A DNS name from outside that the pods of level deep must find; default: none is asked for.")
    @Nullable
    String externalName;

    @Option(
            names = "--cordoned",
            paramLabel = "NAME",
            split = ",",
            description = "A node that may be cordoned; can be repeated; default: those that the profile names.")
    List<String> cordoned = List.of();

    @Option(
            names = "--other-nodes",
            paramLabel = "NAME",
            split = ",",
            description =
                    "A node that may be there although the inventory lacks it; can be repeated; default: those that"
                            + " the profile names.")
    List<String> otherNodes = List.of();

    /// Which checks are made; the constants are what the user types.
    enum Depth {
        basic(Verification.Level.BASIC),
        standard(Verification.Level.STANDARD),
        deep(Verification.Level.DEEP);

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
                .with(new Verification.Probe(
                        shaped("--probe-image", image, Shape.IMAGE, desk)
                                .orElse(usual.probe().image()),
                        shaped("--external-name", externalName, Shape.DNS_NAME, desk)
                                .or(() -> usual.probe().externalName())))
                .with(new Verification.Exceptions(
                        cordoned.isEmpty() ? usual.exceptions().cordoned() : Set.copyOf(cordoned),
                        otherNodes.isEmpty() ? usual.exceptions().otherNodes() : Set.copyOf(otherNodes)))
                .withWindow(time.orElse(usual.window()))
                .with(new Hold(time.orElse(Duration.ZERO), looks));
    }

    /// The one that was chosen, or the usual one.
    Verification.Level level() {
        return level == null ? Verification.DEFAULT.level() : level.level;
    }

    private static Optional<String> shaped(String option, @Nullable String given, Shape shape, Desk desk) {
        return Optional.ofNullable(given).map(text -> desk.shaped(option, text, shape));
    }

    Optional<Duration> deadline(Desk desk) {
        return Optional.ofNullable(timeout).map(text -> desk.duration("--timeout", text));
    }

    /// What of it belongs to a command that verifies the same again.
    String again() {
        return (level == null ? "" : " --level " + level)
                + (window == null ? "" : " --for " + window)
                + (passes == null ? "" : " --passes " + passes)
                + (cordoned.isEmpty() ? "" : " --cordoned " + Request.quoted(String.join(",", cordoned)))
                + (image == null ? "" : " --probe-image " + Request.quoted(image))
                + (externalName == null ? "" : " --external-name " + Request.quoted(externalName));
    }
}
