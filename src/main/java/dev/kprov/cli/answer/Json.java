package dev.kprov.cli.answer;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes the small answers of the command line as JSON: maps, lists, texts, numbers and truth values.
public final class Json {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /// The text of a value.
    ///
    /// @param value a `Map`, a `Collection`, a `Number`, a `Boolean` or an `Optional`; all else is text
    public static String of(Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.out.toString();
    }

    private void value(Object value, String lineBreak) {
        switch (value) {
            case Map<?, ?> map -> map(map, lineBreak);
            case Collection<?> list -> list(list, lineBreak);
            case Optional<?> optional ->
                optional.ifPresentOrElse(present -> value(present, lineBreak), () -> out.append("null"));
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth.booleanValue());
            default -> text(value.toString());
        }
    }

    private void map(Map<?, ?> map, String lineBreak) {
        String inner = lineBreak + INDENT;
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append(inner);
            text(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), inner);
            separator = ",";
        }
        out.append(map.isEmpty() ? "" : lineBreak).append('}');
    }

    private void list(Collection<?> list, String lineBreak) {
        String inner = lineBreak + INDENT;
        out.append('[');
        Iterator<?> each = list.iterator();
        while (each.hasNext()) {
            out.append(inner);
            value(each.next(), inner);
            out.append(each.hasNext() ? "," : "");
        }
        out.append(list.isEmpty() ? "" : lineBreak).append(']');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // lone surrogates would not survive the way through UTF-8
                if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
