package dev.kprov.console;

import dev.kprov.run.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// The marks and colours of everything that is shown. Colours only repeat what marks and words say.
public record Theme(boolean unicode, boolean colour) {
    /// For files, pipes and tests.
    public static final Theme PLAIN = new Theme(true, false);

    /// Says at a glance how a thing ended.
    public enum Mark {
        GOOD("✓", "+", "32"),
        BAD("✗", "x", "31"),
        SKIPPED("–", "-", "33"),
        SAME("·", ".", "2"),
        NOTE("!", "!", "33"),
        UNKNOWN("?", "?", "33"),
        NONE(" ", " ", "0");

        private final String unicode;
        private final String ascii;
        private final String colour;

        Mark(String unicode, String ascii, String colour) {
            this.unicode = unicode;
            this.ascii = ascii;
            this.colour = colour;
        }
    }

    /// The theme of a terminal.
    ///
    /// @param charset what the terminal understands
    /// @param environment where `NO_COLOR` and `TERM` may forbid colours
    /// @param wanted whether the user has not said `--no-color`
    public static Theme of(Charset charset, Map<String, String> environment, boolean wanted) {
        boolean forbidden = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment
                        .getOrDefault("TERM", "dumb")
                        .toLowerCase(Locale.ROOT)
                        .equals("dumb");
        return new Theme(charset.equals(StandardCharsets.UTF_8), wanted && !forbidden);
    }

    static Mark mark(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Changed changed -> Mark.GOOD;
            case Outcome.Unchanged unchanged -> Mark.SAME;
            case Outcome.Failed failed -> Mark.BAD;
            case Outcome.Skipped skipped -> Mark.SKIPPED;
            case Outcome.Interrupted interrupted -> Mark.BAD;
        };
    }

    static Mark mark(String verdict) {
        return switch (verdict) {
            case "Passed" -> Mark.GOOD;
            case "Failed" -> Mark.BAD;
            case "NotApplicable" -> Mark.SKIPPED;
            default -> Mark.UNKNOWN;
        };
    }

    String mark(Mark mark) {
        return paint(mark.colour, unicode ? mark.unicode : mark.ascii);
    }

    /// Text in a mark's colour.
    String like(Mark mark, String text) {
        return paint(mark.colour, text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String ellipsis() {
        return unicode ? "…" : "...";
    }

    String dot() {
        return unicode ? " · " : ", ";
    }

    private String paint(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
