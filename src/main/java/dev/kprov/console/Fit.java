package dev.kprov.console;

import java.util.ArrayList;
import java.util.List;

/// Makes text fit a number of terminal columns. Colours take no room and are never cut in half.
final class Fit {
    private static final String RESET = "\u001b[0m";

    private Fit() {}

    /// The columns a text takes on a terminal.
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '\u001b') {
                i = afterColour(text, i);
            } else {
                width += columns(text.codePointAt(i));
                i += Character.charCount(text.codePointAt(i));
            }
        }
        return width;
    }

    /// The text, or as much of it as fits with the ellipsis behind it.
    static String cut(String text, int columns, String ellipsis) {
        if (width(text) <= columns) {
            return text;
        }
        int room = columns - ellipsis.length();
        StringBuilder kept = new StringBuilder();
        boolean coloured = false;
        for (int i = 0; i < text.length() && room >= 0; ) {
            int next = text.charAt(i) == '\u001b' ? afterColour(text, i) : i + Character.charCount(text.codePointAt(i));
            room -= width(text.substring(i, next));
            if (room >= 0) {
                kept.append(text, i, next);
                coloured |= text.charAt(i) == '\u001b';
            }
            i = next;
        }
        return kept + (columns >= ellipsis.length() ? ellipsis : "") + (coloured ? RESET : "");
    }

    static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /// The text in lines of at most so many columns, broken between words; a longer word stays whole.
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.lines().toList()) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.strip().split("\\s+", -1)) {
                if (!line.isEmpty() && width(line + " " + word) > columns) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int afterColour(String text, int escape) {
        int end = text.indexOf('m', escape);
        return end < 0 ? text.length() : end + 1;
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = isIn(codePoint, 0x1100, 0x115f)
                || isIn(codePoint, 0x2e80, 0xa4cf)
                || isIn(codePoint, 0xac00, 0xd7a3)
                || isIn(codePoint, 0xf900, 0xfaff)
                || isIn(codePoint, 0xfe30, 0xfe6f)
                || isIn(codePoint, 0xff00, 0xff60)
                || isIn(codePoint, 0x1f300, 0x1faff)
                || isIn(codePoint, 0x20000, 0x3fffd);
        return wide ? 2 : 1;
    }

    private static boolean isIn(int codePoint, int first, int last) {
        return first <= codePoint && codePoint <= last;
    }
}
