package dev.kprov.observe;

import dev.kprov.inventory.Host;
import dev.kprov.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What was found of a tool.
///
/// @param path where it is; empty when it is in no folder of `PATH`
/// @param version as it tells; empty when it tells none
/// @param trouble why its command failed; empty when it did not
public record ToolFacts(Tool tool, Optional<String> path, Optional<String> version, Optional<String> trouble) {
    private static final Pattern VERSION = Pattern.compile("([0-9]+(?:\\.[0-9]+){1,3})");

    /// @param output of its command
    static Optional<String> version(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// What speaks against its use; empty when it can be used.
    public Optional<Problem> problem() {
        if (path.isEmpty()) {
            return problem(
                    "is not installed", tool.purpose() + " needs it, and no folder of PATH has it", tool.install());
        }
        if (trouble.isPresent()) {
            return problem("cannot be used", trouble.get(), tool.repair());
        }
        if (version.isEmpty()) {
            return problem(
                    "tells no version",
                    path.get() + " printed none when it was run as: " + String.join(" ", tool.command()),
                    tool.install());
        }
        return older(version.get(), tool.minimum())
                ? problem(
                        "is too old",
                        path.get() + " is version " + version.get() + ", and " + tool.minimum() + " is needed",
                        tool.install())
                : Optional.empty();
    }

    private Optional<Problem> problem(String what, String why, String remedy) {
        return Optional.of(Problem.invalid(Host.CONTROLLER, tool.name() + " " + what, why, remedy));
    }

    private static boolean older(String version, String minimum) {
        int[] have = numbers(version);
        int[] need = numbers(minimum);
        int differs = IntStream.range(0, Math.max(have.length, need.length))
                .filter(i -> at(have, i) != at(need, i))
                .findFirst()
                .orElse(0);
        return at(have, differs) < at(need, differs);
    }

    private static int[] numbers(String version) {
        return Pattern.compile("\\.")
                .splitAsStream(version)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static int at(int[] numbers, int index) {
        return index < numbers.length ? numbers[index] : 0;
    }
}
