package dev.kprov.shell.process;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns an argument list into one line for a login shell.
public final class Quoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,@+%-]+");
    private static final Pattern ESCAPED = Pattern.compile("['\\\\]");

    private Quoting() {}

    /// Quotes so that every usual login shell reads the same words. Backslashes leave the quotes, because fish knows
    /// them inside single quotes, too.
    public static String line(List<String> argv) {
        return argv.stream().map(Quoting::word).collect(Collectors.joining(" "));
    }

    public static String word(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument cannot contain the NUL character");
        }
        boolean plain = PLAIN.matcher(text).matches();
        return plain ? text : "'" + ESCAPED.matcher(text).replaceAll("'\\\\$0'") + "'";
    }
}
