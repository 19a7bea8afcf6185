package dev.kprov.inventory;

/// Where a secret is to be read from when it is needed; the secret itself is never kept in a record.
public sealed interface SecretRef {
    /// Written `${ENV:NAME}`.
    record Env(String name) implements SecretRef {}

    /// Written `${FILE:path}`; the file's content without its trailing line break.
    record File(String path) implements SecretRef {}
}
