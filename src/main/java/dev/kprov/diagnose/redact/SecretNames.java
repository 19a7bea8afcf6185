package dev.kprov.diagnose.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether the name of a key, a flag or a variable says that its value is a secret.
final class SecretNames {
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9]");
    private static final Pattern LAST_WORD = Pattern.compile(".*?([A-Z]?[a-z]+|[A-Z]+)$");

    private static final List<String> WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "authkey",
            "privatekey",
            "certificatekey",
            "clientkeydata",
            "dockerconfigjson",
            "dockercfg");

    /// Those that are secrets as a whole, but not as a part: `authorization-mode` is none.
    private static final Set<String> WHOLE =
            Set.of("authorization", "proxyauthorization", "cookie", "setcookie", "pwd", "passw", "auth");

    /// What a name ends in that is about a secret and is none: `secretName`, `token-auth-file`.
    private static final List<String> ENDS = List.of(
            "name",
            "names",
            "namespace",
            "file",
            "files",
            "path",
            "policy",
            "type",
            "seconds",
            "minutes",
            "expiration",
            "expires",
            "request",
            "requests",
            "review",
            "reviews",
            "provider",
            "mount",
            "enabled",
            "endpoint",
            "audience",
            "audiences",
            "issuer",
            "length",
            "cleaner",
            "signer",
            "controller",
            "class",
            "version",
            "timeout",
            "interval",
            "stdin",
            "reference",
            "selector",
            "lifetime",
            "duration",
            "webhook");

    /// Too short to be looked for at the end of a name whose words are not told apart.
    private static final Set<String> LAST_WORDS =
            Set.of("id", "ids", "ref", "refs", "ttl", "url", "uri", "dir", "size", "max", "min", "count", "auth");

    private static final Pattern NO_SECRET = Pattern.compile("[\"']?(?:true|false|null|nil|none|~|<none>|<nil>"
            + "|\\*\\*\\*|\\{}|\\[]|\\$\\([\\w.]+\\)|\\$\\{[\\w.:/-]+})?[\"']?[,;]?");

    private SecretNames() {}

    static boolean secret(String name) {
        String plain = NO_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        if (WHOLE.contains(plain) || plain.endsWith("secretid")) {
            return true;
        }
        return WORDS.stream().anyMatch(plain::contains)
                && ENDS.stream().noneMatch(plain::endsWith)
                && !LAST_WORDS.contains(lastWord(name));
    }

    /// Whether a name is so clearly one that even a plain word after it is a secret.
    static boolean password(String name) {
        String plain = NO_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return secret(name) && plain.contains("pass");
    }

    /// Values that tell nothing, whatever their name is.
    static boolean tellsNothing(String value) {
        return NO_SECRET.matcher(value.strip()).matches();
    }

    private static String lastWord(String name) {
        return LAST_WORD.matcher(name).replaceFirst("$1").toLowerCase(Locale.ROOT);
    }
}
