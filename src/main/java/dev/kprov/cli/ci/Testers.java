package dev.kprov.cli.ci;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The testers of kubetest2 on this machine: programs `kubetest2-tester-NAME` in the folders of `PATH`.
///
/// @param path the folders, as `PATH` has them
public record Testers(String path) {
    private static final String PREFIX = "kubetest2-tester-";

    public static Testers of(Map<String, String> environment) {
        return new Testers(environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }

    private List<Path> folders() {
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder))
                .toList();
    }

    /// The program; throws a `KprovException` that tells which ones there are when there is none.
    Path find(String name) {
        return folders().stream()
                .map(folder -> folder.resolve(PREFIX + name).toAbsolutePath().normalize())
                .filter(Testers::program)
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    private KprovException missing(String name) {
        TreeSet<String> names = new TreeSet<>();
        folders().forEach(folder -> names.addAll(names(folder)));
        String found =
                names.isEmpty() ? "none of them has any tester" : "the testers there are " + String.join(", ", names);
        return new KprovException(Problem.of(
                ExitCode.INVALID,
                "there is no tester " + name,
                "no folder of PATH has a program " + PREFIX + name + "; " + found,
                "add its folder to PATH, or install it, one of kubetest2's own by: go install sigs.k8s.io/kubetest2/"
                        + PREFIX + name + "@latest; a command of your own needs no name: --test -- COMMAND"));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Testers::program)
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(PREFIX))
                    .map(file -> file.substring(PREFIX.length()))
                    .toList();
        } catch (IOException e) {
            // PATH may name what is not there.
            return List.of();
        }
    }

    private static boolean program(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
