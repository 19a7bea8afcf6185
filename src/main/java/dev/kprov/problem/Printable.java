package dev.kprov.problem;

import java.util.regex.Pattern;

/// Text from elsewhere, made fit to be shown: what a host prints must not steer the reader's terminal.
public final class Printable {
    private static final Pattern ESCAPES =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_])");

    private Printable() {}

    /// One line without escape sequences and control characters; tabs become spaces. Of what a carriage return
    /// overwrote (progress bars) only the last state is kept.
    public static String line(String text) {
        if (text.chars().noneMatch(Printable::isControl)) {
            return text;
        }
        String plain = ESCAPES.matcher(text).replaceAll("").stripTrailing();
        String last = plain.substring(plain.lastIndexOf('\r') + 1).replace("\t", "    ");
        StringBuilder line = new StringBuilder(last.length());
        last.codePoints().filter(c -> !isControl(c)).forEach(line::appendCodePoint);
        return line.toString();
    }

    private static boolean isControl(int codePoint) {
        return Character.isISOControl(codePoint);
    }
}
