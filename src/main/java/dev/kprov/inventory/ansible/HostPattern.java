package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of hosts as Ansible lets them be written: `web[01:10].example.com`, `db-[a:f]`, each also with steps
/// (`[1:9:2]`); both ends belong to it.
final class HostPattern {
    /// More than any cluster has.
    static final int MOST = 10_000;

    private static final Pattern RANGE =
            Pattern.compile("\\[(?:([0-9]{1,9}):([0-9]{1,9})|([a-zA-Z]):([a-zA-Z]))(?::([0-9]{1,9}))?]");

    private HostPattern() {}

    /// Throws an `IllegalArgumentException` with the reason where it is none, or stands for too many.
    static List<String> names(String pattern) {
        List<String> names = new ArrayList<>();
        expand(pattern, names);
        return List.copyOf(names);
    }

    private static void expand(String pattern, List<String> names) {
        Matcher range = RANGE.matcher(pattern);
        if (!range.find()) {
            if (pattern.contains("[") || pattern.contains("]")) {
                throw new IllegalArgumentException("a range is written [1:9], [01:09:2] or [a:f]");
            }
            if (names.size() == MOST) {
                throw new IllegalArgumentException("it stands for more than " + MOST + " hosts");
            }
            names.add(pattern);
            return;
        }
        String before = pattern.substring(0, range.start());
        String after = pattern.substring(range.end());
        for (String value : values(range)) {
            expand(before + value + after, names);
        }
    }

    private static List<String> values(Matcher range) {
        boolean letters = range.group(1) == null;
        int first = letters ? range.group(3).charAt(0) : Integer.parseInt(range.group(1));
        int last = letters ? range.group(4).charAt(0) : Integer.parseInt(range.group(2));
        int step = range.group(5) == null ? 1 : Integer.parseInt(range.group(5));
        if (first > last || step == 0) {
            throw new IllegalArgumentException("a range goes up, as [1:9] does");
        }
        if ((last - first) / step >= MOST) {
            throw new IllegalArgumentException("it stands for more than " + MOST + " hosts");
        }
        // As many digits as the first has, if it begins with a zero.
        String first0 = letters ? "" : range.group(1);
        String form = first0.length() > 1 && first0.startsWith("0") ? "%0" + first0.length() + "d" : "%d";
        List<String> values = new ArrayList<>();
        for (int value = first; value <= last; value += step) {
            values.add(letters ? String.valueOf((char) value) : String.format(Locale.ROOT, form, value));
        }
        return values;
    }
}
