package dev.kprov.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A folder of wrong files, each with the problems that its reader must tell beside it.
/// `-Dgolden.update` writes them anew; review the difference.
public final class InvalidFiles {
    private InvalidFiles() {}

    public static Stream<DynamicTest> in(Path folder, Consumer<Path> reader) throws IOException {
        List<Path> files;
        try (Stream<Path> content = Files.list(folder)) {
            files = content.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(10);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file, reader)));
    }

    public static String told(Path file, Consumer<Path> reader) {
        return problems(() -> reader.accept(file)).stream()
                .map(problem -> {
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
                    return problem.where() + ": " + problem.what() + "\n  why: " + problem.why() + "\n  fix: "
                            + problem.remedy() + "\n";
                })
                .collect(Collectors.joining())
                .replace(file.getParent() + "/", "");
    }

    public static List<Problem> problems(Runnable reading) {
        KprovException thrown = catchThrowableOfType(KprovException.class, reading::run);
        assertThat(thrown).as("nothing was refused").isNotNull();
        return thrown.problems();
    }

    private static void check(Path file, Consumer<Path> reader) {
        Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".expected"));
        String told = told(file, reader);
        try {
            if (System.getProperty("golden.update") != null) {
                Files.writeString(expected, told);
            }
            assertThat(told).isEqualTo(Files.readString(expected));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
