package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.List;

/// Words as a shell takes them from a line: quotes keep blanks together, a backslash takes the meaning of the next
/// character, and `#` after a blank begins a comment.
final class Words {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private Words() {}

    /// Throws an `IllegalArgumentException` where a quote is not closed.
    static List<String> of(String line) {
        Words words = new Words();
        for (int i = 0; i < line.length() && !words.comment(line.charAt(i)); i++) {
            char c = line.charAt(i);
            if (c == '\\' && words.quote != '\'' && i + 1 < line.length()) {
                i++;
                words.add(line.charAt(i));
            } else {
                words.take(c);
            }
        }
        return words.end();
    }

    private boolean comment(char c) {
        return c == '#' && quote == 0 && !begun;
    }

    private void take(char c) {
        if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
            begun = true;
        } else if (quote != 0 && c == quote) {
            quote = 0;
        } else if (quote == 0 && Character.isWhitespace(c)) {
            close();
        } else {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        begun = true;
    }

    private void close() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }

    private List<String> end() {
        if (quote != 0) {
            throw new IllegalArgumentException("a quote " + quote + " is not closed");
        }
        close();
        return List.copyOf(words);
    }
}
