package dev.kprov.cli.scope;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The hosts that a run is to be limited to: names with commas between them, in which `*` stands for anything and `?`
/// for one letter.
public record Limit(String text) {
    public static final String OPTION = "--limit";

    /// The names of the hosts; throws a `KprovException` for each part that names none.
    public Set<String> hosts(Inventory inventory) {
        List<String> names = inventory.hosts().stream().map(Host::name).toList();
        List<Problem> problems = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            List<String> meant = names.stream()
                    .filter(pattern(part.strip()).asMatchPredicate())
                    .toList();
            if (meant.isEmpty()) {
                problems.add(unknown(part.strip(), names));
            }
            found.addAll(meant);
        }
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        return found;
    }

    private static Problem unknown(String part, List<String> names) {
        return Problem.of(
                ExitCode.USAGE,
                "\"" + part + "\" names no host",
                "the inventory has " + String.join(", ", names),
                Nearest.to(part, names)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("name one of them, or several with commas between them; worker-* names all that"
                                + " begin so"));
    }

    private static Pattern pattern(String part) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char letter = part.charAt(i);
            switch (letter) {
                case '*' -> pattern.append(".*");
                case '?' -> pattern.append('.');
                default -> pattern.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return Pattern.compile(pattern.toString());
    }
}
