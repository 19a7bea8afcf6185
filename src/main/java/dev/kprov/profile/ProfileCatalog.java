package dev.kprov.profile;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds profiles by name in folders, the first folder that has the name wins.
public final class ProfileCatalog {
    private static final int LONGEST_SUMMARY = 200;

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
        Map<String, Entry> entries = new TreeMap<>();
        for (Folder folder : folders) {
            files(folder.path())
                    .forEach((name, file) -> entries.computeIfAbsent(
                            name, found -> new Entry(found, folder.origin(), file, summary(file))));
        }
        return List.copyOf(entries.values());
    }

    /// A name is looked up; anything with a `/` or ending in `.yaml` or `.yml` is a file.
    /// Throws a `KprovException` that lists the names there are and the nearest one.
    public Path find(String nameOrFile) {
        if (nameOrFile.contains("/") || isYaml(nameOrFile)) {
            return Path.of(nameOrFile);
        }
        return folders.stream()
                .map(folder -> files(folder.path()))
                .filter(files -> files.containsKey(nameOrFile))
                .map(files -> files.get(nameOrFile))
                .findFirst()
                .orElseThrow(() -> new KprovException(unknown(nameOrFile)));
    }

    /// A profile's name: that of its file without the ending.
    public static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private Problem unknown(String name) {
        List<String> names = list().stream().map(Entry::name).toList();
        List<String> searched =
                folders.stream().map(folder -> folder.path().toString()).toList();
        String why = names.isEmpty()
                ? "there are no profiles in " + String.join(", ", searched)
                : "there are: " + String.join(", ", names);
        String remedy = Nearest.to(name, names)
                .map(near -> "did you mean " + near + "?")
                .orElse("name one of these, or a file: --profile ./" + name + ".yaml");
        return Problem.invalid("", "there is no profile \"" + name + "\"", why, remedy);
    }

    /// From a profile's name to its file. A folder that is missing or closed to us has none.
    private static Map<String, Path> files(Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path file : content(folder)) {
            if (isYaml(file.toString()) && Files.isRegularFile(file)) {
                files.putIfAbsent(name(file), file);
            }
        }
        return files;
    }

    private static List<Path> content(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.sorted().toList();
        } catch (IOException failure) {
            throw new KprovException(
                    List.of(Problem.invalid(
                            folder.toString(),
                            "the folder of profiles cannot be listed",
                            "the system reports a failure",
                            "check it: ls -l " + folder)),
                    failure);
        }
    }

    private static String summary(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            // Bounded, for the file may be anything.
            char[] start = new char[LONGEST_SUMMARY];
            int length = Math.max(0, reader.read(start));
            String line = new String(start, 0, length).lines().findFirst().orElse("");
            return line.startsWith("#") ? line.replaceFirst("^#+", "").strip() : "";
        } catch (IOException unreadable) {
            // A list is still of use; whoever chooses this profile is told what is wrong with it.
            return "";
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
