package dev.kprov.shell.script;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/// Replaces secrets by `***` in whatever is shown or kept.
final class Mask {
    /// A line of a longer secret, such as `}`, is not worth hiding and would garble everything else.
    private static final int SHORTEST_LINE = 8;

    /// Not every captured value is a secret, and one as short as `1` cannot be one.
    private static final int SHORTEST_CAPTURED = 3;

    /// The longest first: a secret may contain another one.
    private final ConcurrentSkipListSet<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /// Output comes line by line, so each line of a longer secret is one, too.
    void hide(String secret) {
        String text = secret.strip();
        if (text.isEmpty()) {
            return;
        }
        secrets.add(text);
        List<String> lines = text.lines().map(String::strip).toList();
        lines.stream().filter(line -> line.length() >= SHORTEST_LINE).forEach(secrets::add);
    }

    void hideCaptured(String value) {
        if (value.strip().length() >= SHORTEST_CAPTURED) {
            hide(value);
        }
    }

    /// Everything that is hidden, for whoever has to hide it in this one's place.
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    String over(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }
}
