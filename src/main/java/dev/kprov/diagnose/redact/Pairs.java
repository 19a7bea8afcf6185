package dev.kprov.diagnose.redact;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets that are known by the name before them: in JSON, flags, variables and plain text, within one line.
final class Pairs {
    private static final String NAME = "([A-Za-z_.][\\w.\\-/]{0,100})";
    /// Possessive throughout: what could be given back would need a stack as long as the text.
    private static final String QUOTED = "\\\\\"(?:(?!\\\\\").)*+(?:\\\\\"|$)"
            + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+(?:\"|\\\\?$)"
            + "|'[^']*+(?:'|$)";

    /// `"token": "abc"`, also within a text in JSON: `\"token\":\"abc\"`
    private static final Pattern JSON =
            Pattern.compile("(\\\\?[\"'])" + NAME + "\\1(\\s*:\\s*)(" + QUOTED + "|[^\\s\"'\\\\{\\[,}\\]]+)");

    /// `["--token", "abc"]`
    private static final Pattern LIST = Pattern.compile("(\\\\?[\"'])--?" + NAME + "\\1(\\s*,\\s*)(" + QUOTED + ")");

    /// `--token=abc`, `--token abc`
    private static final Pattern FLAG =
            Pattern.compile("(?<![\\w-])(--?)" + NAME + "(=|\\s+)(" + QUOTED + "|[^\\s\"'\\\\]+)");

    /// `TOKEN=abc`, `token = "abc"`
    private static final Pattern VARIABLE =
            Pattern.compile("(?<![\\w.\\-/])()" + NAME + "(\\s?=\\s?)(" + QUOTED + "|[^\\s\"'&;]+)");

    /// `{token: abc}` and `the password: abc`
    private static final Pattern PLAIN =
            Pattern.compile("(?<![\\w.\\-/\"'])()" + NAME + "(:\\s+)(" + QUOTED + "|[^\\s\"'}\\]]+)");

    private static final Pattern HAS_DIGIT = Pattern.compile(".*[0-9].*");
    private static final int LONG = 20;
    private static final int SHORTEST = 6;

    private Pairs() {}

    static String over(String line) {
        String text = line;
        for (Pattern pattern : List.of(JSON, LIST)) {
            text = replace(pattern, text, pair -> SecretNames.secret(pair.group(2)));
        }
        text = replace(FLAG, text, Pairs::secretFlag);
        text = replace(VARIABLE, text, pair -> SecretNames.secret(pair.group(2)));
        String whole = text;
        return replace(PLAIN, text, pair -> secretInText(whole, pair));
    }

    /// A value masked as it was quoted.
    static String masked(String value) {
        for (String quote : List.of("\\\"", "\"", "'")) {
            if (value.startsWith(quote)) {
                return quote + "***" + quote + (value.endsWith(",") ? "," : "");
            }
        }
        return "***";
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, Boolean> secret) {
        return pattern.matcher(text)
                .replaceAll(pair -> Matcher.quoteReplacement(
                        secret.apply(pair) && !SecretNames.tellsNothing(pair.group(4))
                                ? pair.group().substring(0, pair.start(4) - pair.start()) + masked(pair.group(4))
                                : pair.group()));
    }

    /// What follows a flag may be the next flag.
    private static boolean secretFlag(MatchResult pair) {
        boolean attached = pair.group(3).equals("=");
        return SecretNames.secret(pair.group(2)) && (attached || !pair.group(4).startsWith("-"));
    }

    /// What follows a word and a colon is often the rest of a sentence: `failed to get token: connection refused`.
    private static boolean secretInText(String text, MatchResult pair) {
        if (!SecretNames.secret(pair.group(2))) {
            return false;
        }
        String value = pair.group(4);
        String before = text.substring(0, pair.start()).stripTrailing();
        return before.endsWith("{")
                || before.endsWith(",")
                || SecretNames.password(pair.group(2))
                || value.length() >= LONG
                || value.length() >= SHORTEST && HAS_DIGIT.matcher(value).matches();
    }
}
