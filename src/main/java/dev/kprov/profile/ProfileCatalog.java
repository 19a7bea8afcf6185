package dev.kprov.profile;

import java.nio.file.Path;
import java.util.List;

/// Finds profiles by name in folders, the first folder that has the name wins.
public final class ProfileCatalog {
    private final List<Folder> folders;

    public ProfileCatalog(List<Folder> folders) {
        this.folders = List.copyOf(folders);
    }

    /// @param origin where it comes from in the user's words: `project`, `user` or `shipped`
    public record Folder(String origin, Path path) {}

    /// @param summary the first comment line of the file; empty when there is none
    public record Entry(String name, String origin, Path file, String summary) {}

    /// All profiles that a name would find, by name; those hidden by an earlier folder are left out.
    public List<Entry> list() {
        throw new UnsupportedOperationException("not written yet: " + folders);
    }

    /// A name is looked up; anything with a `/` or ending in `.yaml` or `.yml` is a file.
    /// Throws a `KprovException` that lists the names there are and the nearest one.
    public Path find(String nameOrFile) {
        throw new UnsupportedOperationException("not written yet: " + nameOrFile);
    }
}
