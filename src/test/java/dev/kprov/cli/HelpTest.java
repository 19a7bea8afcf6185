package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What help says is reviewed as files; `-Dgolden.update=true` writes them anew.
final class HelpTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/kprov/cli");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "init --help",
                "node --help",
                "node add --help",
                "node remove --help",
                "validate --help",
                "trust --help",
                "plan --help",
                "up --help",
                "verify --help",
                "diagnose --help",
                "down --help",
                "ci --help",
                "status --help",
                "kubeconfig --help",
                "profiles --help",
                "profiles show --help",
                "runs --help",
                "runs show --help",
                "runs logs --help",
                "version --help",
                "completion --help",
                "help --help",
                "help exit-codes",
                "completion fish"
            })
    void says_what_was_reviewed(String command) throws IOException {
        Cli.Said said = new Cli(folder).run(command.split(" ", -1));

        assertThat(said.exitCode()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines())
                .as("fits an old terminal")
                .allMatch(line -> !command.endsWith("--help") || line.length() <= 80);
        Path golden = GOLDEN.resolve(command.replace("--", "").replace(' ', '-') + ".golden");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, said.out());
        }
        assertThat(said.out()).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completion_is_a_script_that_bash_can_read(String shell) throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, new Cli(folder).run("completion", shell).out());

        Process bash = new ProcessBuilder(List.of("bash", "-n", script.toString()))
                .redirectErrorStream(true)
                .start();
        assertThat(bash.getInputStream().readAllBytes()).asString().isEmpty();
        assertThat(bash.waitFor()).isZero();
    }
}
