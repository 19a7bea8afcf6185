package dev.kprov.cli.ci;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts values of an environment for `$NAME` and `${NAME}` in words, as kubetest2 does: nothing for a name that is
/// not set, and a word with `\$` only loses those backslashes.
record Expansion(Map<String, String> environment) {
    private static final String LITERAL = "\\$";
    /// A sign such as `$?` is a name to Go, if one that no environment has.
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([^}]*)}|([A-Za-z_][A-Za-z0-9_]*|[*#$@!?0-9-]))");

    List<String> of(List<String> words) {
        return words.stream().map(this::of).toList();
    }

    private String of(String word) {
        return word.contains(LITERAL)
                ? word.replace(LITERAL, "$")
                : VARIABLE.matcher(word)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                value(found.group(1) == null ? found.group(2) : found.group(1))));
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }
}
