package dev.kprov.shell;

import dev.kprov.inventory.SecretRef;

/// Reads a secret when it is needed.
@FunctionalInterface
public interface Secrets {
    /// Throws a `KprovException` with exit code INVALID that names the variable or file, never its content.
    String read(SecretRef secret);
}
