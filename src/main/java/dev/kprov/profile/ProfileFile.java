package dev.kprov.profile;

import java.nio.file.Path;

/// Reads a profile from YAML, strictly.
public final class ProfileFile {
    private ProfileFile() {}

    /// Throws a `KprovException` with **all** problems of the file, each with its place.
    public static Profile read(Path file) {
        throw new UnsupportedOperationException("not written yet: " + file);
    }
}
