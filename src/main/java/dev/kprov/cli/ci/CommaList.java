package dev.kprov.cli.ci;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// Reads `a,b,"c,d"` as the three words `a`, `b` and `c,d`: one record of CSV, as kubetest2 takes a command. A quote
/// within quotes is doubled.
final class CommaList {
    private static final char QUOTE = '"';

    private final String option;
    private final String text;
    private int at;

    private CommaList(String option, String text) {
        this.option = option;
        this.text = text;
    }

    /// Throws a `KprovException` for text that is no such list. The text may hold a secret and is not repeated.
    static List<String> read(String option, String text) {
        return new CommaList(option, text).words();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        if (text.isEmpty()) {
            return words;
        }
        words.add(word());
        while (at < text.length()) {
            at++;
            words.add(word());
        }
        return words;
    }

    /// Stops at the comma behind the word, or at the end.
    private String word() {
        return at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain();
    }

    private String plain() {
        int end = text.indexOf(',', at);
        String word = text.substring(at, end < 0 ? text.length() : end);
        if (word.indexOf(QUOTE) >= 0) {
            throw bad("has a quote within a word that does not begin with one");
        }
        at += word.length();
        return word;
    }

    private String quoted() {
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) != QUOTE) {
                word.append(text.charAt(at));
            } else if (text.startsWith("\"\"", at)) {
                word.append(QUOTE);
                at++;
            } else {
                at++;
                if (at < text.length() && text.charAt(at) != ',') {
                    throw bad("goes on behind a closing quote without a comma");
                }
                return word.toString();
            }
        }
        throw bad("has a quote that does not close");
    }

    private KprovException bad(String why) {
        return new KprovException(Problem.of(
                ExitCode.USAGE,
                option + " is no list of words with commas between them",
                "it " + why,
                "put a word with commas or quotes in quotes, and double the quotes within: " + option
                        + "='sh,-c,\"echo \"\"a, b\"\"\"'"));
    }
}
