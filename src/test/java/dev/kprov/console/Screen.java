package dev.kprov.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of a terminal as a live view needs; it fails where a real one would wrap or lose its place.
final class Screen {
    private static final Pattern TOKEN = Pattern.compile("\u001b\\[(\\??\\d*)([A-Za-z])|\r|\n|[^\u001b\r\n]+");

    private final int columns;
    private final int rows;
    private final List<String> lines = new ArrayList<>(List.of(""));
    private int row;
    private boolean fresh;

    Screen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    Screen show(String written) {
        Matcher token = TOKEN.matcher(written);
        while (token.find()) {
            one(token);
        }
        return this;
    }

    private void one(Matcher token) {
        if (token.group().equals("\n")) {
            row++;
            fresh = false;
            if (row == lines.size()) {
                lines.add("");
            }
        } else if (token.group(2) != null) {
            control(token.group(1), token.group(2));
        } else if (!token.group().equals("\r")) {
            if (Fit.width(token.group()) >= columns) {
                throw new AssertionError("this wraps: " + token.group());
            }
            lines.set(row, token.group());
            fresh = true;
        }
    }

    private void control(String number, String letter) {
        switch (letter) {
            case "A" -> {
                row -= Integer.parseInt(number);
                if (row < Math.max(0, lines.size() - rows)) {
                    throw new AssertionError("the cursor cannot go above the screen");
                }
            }
            case "K" -> {
                // What was just written has replaced the line already.
                if (!fresh) {
                    lines.set(row, "");
                }
            }
            case "J" -> {
                while (lines.size() > row + 1) {
                    lines.removeLast();
                }
                lines.set(row, "");
            }
            case "h", "l", "m" -> {}
            default -> throw new AssertionError("not expected: " + letter);
        }
    }

    String text() {
        return String.join("\n", lines).stripTrailing() + "\n";
    }
}
