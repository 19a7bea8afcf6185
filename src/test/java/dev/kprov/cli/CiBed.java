package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Cli.Said;
import dev.kprov.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A job of `kprov ci` to type, with folders and testers of its own.
abstract class CiBed {
    final Path folder;
    final Cli cli;
    final Path artifacts;

    CiBed(Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
        this.artifacts = folder.resolve("artifacts");
        cli.environment.put("KUBETEST2_RUN_DIR", folder.resolve("runs").toString());
        cli.environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    }

    void thereIsACluster() {
        cli.write("state/clusters/demo/kubeconfig", "");
    }

    void tester(String name, String script) throws IOException {
        Path file = cli.write("bin/kubetest2-tester-" + name, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /// Of the runs that there were.
    List<String> verbs() {
        return cli.parts.kept.stream()
                .filter(RunEvent.RunStarted.class::isInstance)
                .map(event -> ((RunEvent.RunStarted) event).verb())
                .toList();
    }

    String summary() {
        try {
            return Files.readString(artifacts.resolve("summary.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The phases of the report, and what became of the last one.
    String ran() {
        List<String> rows = summary()
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| phase"))
                .toList();
        List<String> names = rows.stream().map(row -> word(row, 1)).toList();
        return String.join(" ", names) + "=" + word(rows.getLast(), 3);
    }

    private static String word(String row, int number) {
        return row.split(" ", -1)[number];
    }

    /// @param flags with spaces or bars between them
    Said ci(String flags, String... command) {
        List<String> words = new ArrayList<>(List.of(flags.split("[|]| (?=--)", -1)));
        words.removeIf(String::isEmpty);
        return run(Stream.of(
                List.of("ci", "--state-dir", cli.state().toString(), "-p", "plain", "--yes", "--run-id", "run-7"),
                List.of("--artifacts", artifacts.toString()),
                words,
                command.length == 0 ? List.of() : List.of("--"),
                List.of(command)));
    }

    Said run(Stream<List<String>> words) {
        return cli.run(words.flatMap(List::stream).toArray(String[]::new));
    }
}
