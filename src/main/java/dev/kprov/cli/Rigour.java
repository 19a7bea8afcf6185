package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.all;
import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.list;
import static dev.kprov.cli.desk.Arguments.option;

import dev.kprov.cli.desk.Arguments;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.request.Request;
import dev.kprov.profile.Verification;
import dev.kprov.profile.Verification.Hold;
import dev.kprov.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/// How thoroughly a cluster is verified, and for how long.
final class Rigour {
    private static final int MOST_LOOKS = 1000;

    private final OptionSpec level = option(
            Depth.class,
            "LEVEL",
            "Which checks are made; default: what the profile says, or standard.%n"
                    + "basic: the API, its version and the nodes. standard: also what runs in kube-system, the network,"
                    + " the DNS, and what stands in the way of new pods. deep: also what pods on every node find when"
                    + " they use the cluster, in a namespace that is removed.",
            "--level");
    private final OptionSpec timeout = option(
            String.class,
            "DURATION",
            "Wait that long for what can still become true, such as 90s; default: what the profile says, or 5m.",
            "--timeout");
    private final OptionSpec window = option(
            String.class,
            "DURATION",
            "All checks must hold for that long, looked at every second, and no critical pod restart; what comes and goes"
                    + " fails.%n"
                    + "Default: for one look, with no restart for what the profile says, or 3s.",
            "--for");
    private final OptionSpec passes = option(
            Integer.class, "N", "All checks must hold at that many looks in a row, 1 to 1000; default: 1.", "--passes");
    private final OptionSpec image = option(
            String.class,
            "IMAGE",
            "Of the pods of level deep: any with busybox's sh, httpd, wget and nslookup.%n"
                    + "Default: what the profile says, or " + Verification.Probe.IMAGE + ".",
            "--probe-image");
    private final OptionSpec externalName = option(
            String.class,
            "NAME",
            "A DNS name from outside that the pods of level deep must find; default: none is asked for.",
            "--external-name");
    private final OptionSpec cordoned = list(
            "NAME",
            "A node that may be cordoned; can be repeated; default: those that the profile names.",
            "--cordoned");
    private final OptionSpec otherNodes = list(
            "NAME",
            "A node that may be there although the inventory lacks it; can be repeated; default: those that"
                    + " the profile names.",
            "--other-nodes");

    List<OptionSpec> options() {
        return List.of(level, timeout, window, passes, image, externalName, cordoned, otherNodes);
    }

    List<String> otherNodes() {
        return all(otherNodes);
    }

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
        Verification.Level chosen = depth().map(depth -> depth.level).orElse(usual.level());
        Optional<Duration> time = Arguments.<String>given(window).map(text -> desk.duration("--for", text));
        int looks = Arguments.<Integer>given(passes)
                .map(number -> desk.wholeNumber("--passes", number, 1, MOST_LOOKS))
                .orElse(1);
        return usual.with(chosen)
                .with(new Verification.Probe(
                        shaped("--probe-image", image, Shape.IMAGE, desk)
                                .orElse(usual.probe().image()),
                        shaped("--external-name", externalName, Shape.DNS_NAME, desk)
                                .or(() -> usual.probe().externalName())))
                .with(new Verification.Exceptions(
                        all(cordoned).isEmpty() ? usual.exceptions().cordoned() : Set.copyOf(all(cordoned)),
                        otherNodes().isEmpty() ? usual.exceptions().otherNodes() : Set.copyOf(otherNodes())))
                .withWindow(time.orElse(usual.window()))
                .with(new Hold(time.orElse(Duration.ZERO), looks));
    }

    /// The one that was chosen, or the usual one.
    Verification.Level level() {
        return depth().map(depth -> depth.level).orElse(Verification.DEFAULT.level());
    }

    private Optional<Depth> depth() {
        return given(level);
    }

    private static Optional<String> shaped(String option, OptionSpec given, Shape shape, Desk desk) {
        return Arguments.<String>given(given).map(text -> desk.shaped(option, text, shape));
    }

    Optional<Duration> deadline(Desk desk) {
        return Arguments.<String>given(timeout).map(text -> desk.duration("--timeout", text));
    }

    /// What of it belongs to a command that verifies the same again.
    String again() {
        return again(level, "--level")
                + again(window, "--for")
                + again(passes, "--passes")
                + (all(cordoned).isEmpty() ? "" : " --cordoned " + Request.quoted(String.join(",", all(cordoned))))
                + again(image, "--probe-image")
                + again(externalName, "--external-name");
    }

    private static String again(OptionSpec option, String name) {
        return given(option)
                .map(value -> " " + name + " " + Request.quoted(value.toString()))
                .orElse("");
    }
}
