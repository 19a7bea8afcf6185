package dev.kprov.inventory;

import dev.kprov.yaml.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a secret is to be read from when it is needed; the secret itself is never kept in a record.
public sealed interface SecretRef {
    /// Written `${ENV:NAME}`.
    record Env(String name) implements SecretRef {}

    /// Written `${FILE:path}`; the file's content without its trailing line break.
    record File(String path) implements SecretRef {}

    /// Reads a reference; a path in it becomes absolute.
    /// What else may stand there is refused and never printed: it is likely the secret itself.
    static Optional<SecretRef> read(Value value) {
        Optional<SecretRef> secret =
                value.isText() ? value.text().flatMap(text -> parse(text, value)) : Optional.empty();
        if (secret.isEmpty()) {
            value.refuse(
                    value.path() + " is not a reference to a secret, but a literal one or misspelt",
                    "files like this are copied and committed, so a secret must not stand in them",
                    "write \"${ENV:NAME}\" and set the variable, or \"${FILE:path}\" and chmod 600 that file");
        }
        return secret;
    }

    private static Optional<SecretRef> parse(String text, Value value) {
        Matcher env = Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)}").matcher(text);
        if (env.matches()) {
            return Optional.of(new Env(env.group(1)));
        }
        Matcher file = Pattern.compile("\\$\\{FILE:([^}]+)}").matcher(text);
        return file.matches() && !file.group(1).isBlank()
                ? Optional.of(new File(value.resolve(file.group(1).strip())))
                : Optional.empty();
    }
}
