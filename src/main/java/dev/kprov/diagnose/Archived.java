package dev.kprov.diagnose;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// An archive that was written.
///
/// @param bytes its size
/// @param trouble how much of each concern is in it, such as `2 nodes`; empty when all looks well
public record Archived(Path file, long bytes, List<String> trouble) {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    /// Where its index is in it.
    public static final String INDEX = "diagnosis/index.md";

    public Archived {
        trouble = List.copyOf(trouble);
    }

    /// Its size as people say it.
    public String size() {
        return bytes < MIB
                ? Math.max(1, bytes / KIB) + " KiB"
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB);
    }
}
