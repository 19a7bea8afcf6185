package dev.kprov.shell.ssh.config;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One file of the configuration.
///
/// @param folder where the files start that it includes
record ConfigFile(Path file, Path folder) {
    /// What it says, line by line. A file that is not there says nothing.
    List<Line> lines() {
        try {
            List<String> texts = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                String text = new String(texts.get(i).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                Line.of(file, i + 1, text).ifPresent(lines::add);
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new KprovException(
                    List.of(Problem.invalid(
                            file.toString(),
                            "cannot read the SSH configuration " + file,
                            String.valueOf(e),
                            "make the file readable for you, or remove it")),
                    e);
        }
    }

    /// The files that a pattern of an `Include` means, sorted.
    List<ConfigFile> included(String pattern, LocalUser user) {
        Path path = folder.resolve(user.path(pattern));
        return glob(path).stream().map(found -> new ConfigFile(found, folder)).toList();
    }

    private static List<Path> glob(Path pattern) {
        Path root = pattern.getRoot();
        List<Path> found = root == null ? List.of() : List.of(root);
        for (Path name : pattern) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                next.addAll(children(folder, name.toString()));
            }
            found = next;
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> children(Path folder, String name) {
        if (!name.matches(".*[*?\\[].*")) {
            Path child = folder.resolve(name);
            return Files.exists(child) ? List.of(child) : List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name.replace("{", "\\{"));
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> matcher.matches(child.getFileName()))
                    .filter(child -> name.startsWith(".")
                            || !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // As with ssh, a folder that cannot be listed holds nothing.
            return List.of();
        }
    }
}
