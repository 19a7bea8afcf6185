package dev.kprov.shell.ssh.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// Patterns with `*`, `?` and, in a list, `!`.
final class Patterns {
    private Patterns() {}

    static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.matches(regex.toString(), text);
    }

    /// Patterns with commas between them; one that matches after a `!` decides.
    static boolean listMatches(String list, String text) {
        boolean found = false;
        for (String pattern : list.split(",", -1)) {
            if (pattern.startsWith("!") && matches(pattern.substring(1), text)) {
                return false;
            }
            found |= !pattern.startsWith("!") && matches(pattern, text);
        }
        return found;
    }

    /// The case of a host's name does not count.
    static boolean hostMatches(String list, String host) {
        return listMatches(list.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT));
    }
}
