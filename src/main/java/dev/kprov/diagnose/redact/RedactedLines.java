package dev.kprov.diagnose.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text line by line, without its secrets: those that span lines are known by the line where they begin. For one
/// text and one thread.
public final class RedactedLines {
    private static final String MASK = "***";
    private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");
    private static final Pattern ENTRY =
            Pattern.compile("^(\\s*(?:-\\s+)*)([\"']?)([A-Za-z_.][\\w.\\-/]{0,100})\\2(\\s*:\\s+)(\\S.*)$");
    private static final Pattern BLOCK = Pattern.compile("[|>][-+0-9]*(?:\\s+#.*)?");
    private static final Pattern LONE_FLAG = Pattern.compile("^\\s*-\\s+[\"']?--?([A-Za-z][\\w.-]{0,100})[\"']?$");
    private static final Pattern ITEM = Pattern.compile("^(\\s*-\\s+)(\\S.*)$");

    /// A private key whose end was cut off must not hide all that follows.
    private static final int LONGEST_KEY = 120;

    private int leftOfKey;
    private int block = -1;
    private boolean itemIsSecret;
    private boolean valueIsSecret;

    RedactedLines() {}

    public String next(String line) {
        if (leftOfKey > 0) {
            leftOfKey = line.contains("-----END ") ? 0 : leftOfKey - 1;
            return MASK;
        }
        if (block >= 0 && (line.isBlank() || indent(line) > block)) {
            return line.isBlank() ? line : " ".repeat(indent(line)) + MASK;
        }
        block = -1;
        boolean secretItem = itemIsSecret;
        boolean secretValue = valueIsSecret;
        itemIsSecret = false;
        valueIsSecret = false;
        if (!secretItem && !secretValue && !Shapes.hintedAt(line)) {
            return Shapes.overJoinTokens(line);
        }
        Matcher item = ITEM.matcher(line);
        if (secretItem && item.matches()) {
            return item.group(1) + MASK;
        }
        return Shapes.overJoinTokens(hinted(line, secretValue));
    }

    private String hinted(String line, boolean secretValue) {
        String text = Shapes.over(line);
        Matcher key = KEY_BEGINS.matcher(text);
        if (key.find()) {
            leftOfKey = LONGEST_KEY;
            return text.substring(0, key.start()) + MASK;
        }
        Matcher flag = LONE_FLAG.matcher(text);
        if (flag.matches()) {
            itemIsSecret = SecretNames.secret(flag.group(1));
            return text;
        }
        Matcher entry = ENTRY.matcher(text);
        return entry.matches() ? entry(entry, text, secretValue) : Pairs.over(text);
    }

    /// A line of YAML: `key: value`, also as the first of an item.
    private String entry(Matcher entry, String text, boolean secretValue) {
        String key = entry.group(3);
        String value = entry.group(5);
        if (key.equals("name") || key.equals("key")) {
            valueIsSecret = SecretNames.secret(value.replaceAll("[\"',]", "").strip());
        }
        boolean secret = SecretNames.secret(key) || secretValue && key.equals("value");
        if (!secret || SecretNames.tellsNothing(value) || value.startsWith("{") || value.startsWith("[")) {
            return Pairs.over(text);
        }
        if (BLOCK.matcher(value).matches()) {
            block = indent(text);
            return text;
        }
        return text.substring(0, entry.start(5)) + Pairs.masked(value);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
