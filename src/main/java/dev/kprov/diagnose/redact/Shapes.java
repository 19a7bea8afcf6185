package dev.kprov.diagnose.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets that are known by their own shape, whatever stands before them.
final class Shapes {
    /// Whether a line can have any of them, or a name of a secret: most have none, and this is one look.
    private static final Pattern HINT = Pattern.compile(
            "(?i)pass|secret|token|key|bearer|auth|cookie|pwd|docker|eyj|://|a[ks]ia|-----|LS0t|gh[pousr]_|glpat|xox");

    /// Of base64 that begins as a private key in PEM does; a certificate begins otherwise.
    private static final String ENCODED_KEY =
            "LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJ|BFQyBQUklW|BPUEVOU1NI|BFTkNSWVBU|BEU0EgUFJJ)[A-Za-z0-9+/=_-]*";

    private static final List<Shape> ALL = List.of(
            new Shape("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?-----END [A-Z0-9 ]*PRIVATE KEY-----", "***"),
            new Shape(ENCODED_KEY, "***"),
            new Shape(
                    "(?i)(authorization\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)(basic|bearer|digest|negotiate|token)\\s+"
                            + "[^\\s\"',\\\\]+",
                    "$1$2 ***"),
            new Shape("(?i)\\b(bearer)\\s+(?=\\S*[0-9._~+/]|\\S{24})[A-Za-z0-9._~+/-]{8,}=*", "$1 ***"),
            new Shape("\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*", "***"),
            new Shape("(?i)\\b([a-z][a-z0-9+.-]{0,30}://)[^/\\s:@\"'?#]*:[^\\s/\"']+@", "$1***@"),
            new Shape("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", "***"),
            new Shape("\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[A-Za-z0-9_-]{16,}", "***"));

    /// A token that lets a host join; its first part alone is no secret.
    private static final Pattern JOIN_TOKEN =
            Pattern.compile("(?<![A-Za-z0-9._-])[a-z0-9]{6}\\.[a-z0-9]{16}(?!\\.?[A-Za-z0-9_-])");

    private Shapes() {}

    private record Shape(Pattern pattern, String instead) {
        Shape(String pattern, String instead) {
            this(Pattern.compile(pattern), instead);
        }
    }

    static boolean hintedAt(String line) {
        return HINT.matcher(line).find();
    }

    static String over(String line) {
        String text = line;
        for (Shape shape : ALL) {
            text = shape.pattern().matcher(text).replaceAll(shape.instead());
        }
        return text;
    }

    static String overJoinTokens(String line) {
        // Looked for first without a pattern: most lines have no point.
        if (line.indexOf('.') < 0) {
            return line;
        }
        Matcher token = JOIN_TOKEN.matcher(line);
        return token.find() ? token.replaceAll("***") : line;
    }
}
