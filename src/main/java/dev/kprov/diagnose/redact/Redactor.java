package dev.kprov.diagnose.redact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Replaces secrets by `***`: private keys, tokens, passwords, and whatever bears the name of such. Certificates
/// stay.
///
/// It knows forms and names, no secrets: one of an unknown form under a harmless name passes.
public final class Redactor {
    /// The end of a private key whose begin was cut off with the begin of the text.
    private static final Pattern REST_OF_KEY =
            Pattern.compile("\\A(?:[^\\n]*[A-Za-z0-9+/=]{20,}\\n)++[^\\n]*-----END [A-Z0-9 ]*PRIVATE KEY-----");

    private final RedactedJson json = new RedactedJson(this::text);

    /// For one text that comes line by line.
    public RedactedLines lines() {
        return new RedactedLines();
    }

    /// The line breaks stay as they are, but for those after a carriage return.
    public String text(String text) {
        if (text.indexOf('\n') < 0) {
            return lines().next(text);
        }
        Matcher rest = REST_OF_KEY.matcher(text);
        String whole = rest.find() && !rest.group().contains("-----BEGIN ") ? "***" + text.substring(rest.end()) : text;
        RedactedLines lines = lines();
        String joined = whole.lines().map(lines::next).collect(Collectors.joining("\n"));
        return whole.endsWith("\n") ? joined + "\n" : joined;
    }

    /// An object of the API; the one given stays as it is.
    public JsonNode tree(JsonNode node) {
        return json.of(node);
    }
}
