package dev.kprov.shell.ssh.config;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line that says something.
///
/// @param number from 1
/// @param keyword in lower case
/// @param rest what follows it and one `=`
record Line(Path file, int number, String keyword, String rest) {
    private static final Pattern KEYWORD = Pattern.compile("([^\\s\"=]+)(?:\\s*=\\s*|\\s+|(?=\")|$)(.*)");

    /// Empty for a blank line or a comment.
    static Optional<Line> of(Path file, int number, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return Optional.empty();
        }
        Matcher matcher = KEYWORD.matcher(stripped);
        Line line = new Line(file, number, stripped, "");
        if (!matcher.matches()) {
            throw line.bad("it begins with no keyword", "begin the line with a keyword such as HostName");
        }
        return Optional.of(new Line(file, number, matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)));
    }

    /// The arguments: quoted with `"` or `'`, escaped with `\`, up to a comment.
    List<String> arguments() {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < rest.length() && rest.charAt(at) != '#') {
            if (Character.isWhitespace(rest.charAt(at))) {
                at++;
            } else {
                StringBuilder word = new StringBuilder();
                at = word(at, word);
                words.add(word.toString());
            }
        }
        return words;
    }

    /// Returns where the word ends.
    private int word(int start, StringBuilder word) {
        char quote = 0;
        int at = start;
        for (; at < rest.length(); at++) {
            char c = rest.charAt(at);
            char next = at + 1 < rest.length() ? rest.charAt(at + 1) : 0;
            if (c == '\\' && (next == '"' || next == '\'' || next == '\\' || (quote == 0 && next == ' '))) {
                word.append(next);
                at++;
            } else if (quote == 0 && (c == ' ' || c == '\t')) {
                return at;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw bad("a quote is never closed", "close it, or remove it");
        }
        return at;
    }

    /// The words of a `Match` line, which are split at `=` too.
    List<String> criteria() {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\s*(?:\"([^\"]*)\"|([^\\s\"=]+))(?:\\s*=\\s*|\\s+|(?=\")|$)")
                .matcher(rest);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            String word = Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
            if (word.startsWith("#") && matcher.group(1) == null) {
                return words;
            }
            words.add(word);
            end = matcher.end();
        }
        if (end < rest.length()) {
            throw bad("a quote is never closed", "close it, or remove it");
        }
        return words;
    }

    String argument() {
        List<String> arguments = arguments();
        if (arguments.size() != 1 || arguments.getFirst().isEmpty()) {
            throw bad(
                    arguments.isEmpty() || arguments.getFirst().isEmpty()
                            ? "it has no value"
                            : "it has more than one value",
                    "give " + keyword + " one value; put one with blanks in quotes");
        }
        return arguments.getFirst();
    }

    KprovException bad(String why, String remedy) {
        return new KprovException(
                Problem.invalid(place(), "a line of the SSH configuration is wrong: " + keyword, why, remedy));
    }

    String place() {
        return file + ":" + number;
    }
}
