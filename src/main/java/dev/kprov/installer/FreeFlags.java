package dev.kprov.installer;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Flags of a program that a profile may set, since kprov has no key of its own for them.
///
/// @param shape of their names
/// @param taken what kprov says itself, and the key that says it
public record FreeFlags(Shape shape, Map<String, String> taken) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final int LONGEST = 60;

    /// @param command whose `--help` shows them
    /// @param example of one in a profile
    /// @param taken each a flag, a comma, a blank and the key that says it
    public static FreeFlags of(String command, String example, String... taken) {
        return new FreeFlags(
                new Shape(
                        "the name of a flag",
                        NAME,
                        LONGEST,
                        "flags are those that " + command + " --help shows, without the dashes before them",
                        "write " + example),
                Stream.of(taken)
                        .collect(Collectors.toUnmodifiableMap(
                                line -> line.substring(0, line.indexOf(',')),
                                line -> line.substring(line.indexOf(',') + 2))));
    }

    /// Their values, of which one may have several.
    public SequencedMap<String, List<String>> read(Optional<Block> written) {
        SequencedMap<String, List<String>> flags = new LinkedHashMap<>();
        Map<String, Object> plain = written.map(Block::plain).orElse(Map.of());
        written.map(Block::entries).orElse(Map.of()).forEach((name, value) -> {
            if (!refused(name, value)) {
                Object found = plain.getOrDefault(name, "");
                flags.put(
                        name,
                        found instanceof List<?> several
                                ? several.stream().map(String::valueOf).toList()
                                : List.of(String.valueOf(found)));
            }
        });
        return flags;
    }

    private boolean refused(String name, Value value) {
        if (!shape.fits(name)) {
            value.refuse(value.path() + " is not " + shape.name(), shape.rule(), shape.remedy());
        } else if (taken.containsKey(name)) {
            value.refuse(
                    value.path() + " is kprov's to say",
                    "two that say the same may contradict each other",
                    "say it with " + taken.get(name));
        } else if (value.isBlock()) {
            value.refuse(value.path() + " must be a value or a list", "flags have no keys", "write a text");
        } else {
            return false;
        }
        return true;
    }
}
