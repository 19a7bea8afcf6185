package dev.kprov.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.local.ControllerShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0.24, tool v0.33.0 go1.26 linux/amd64, true",
        "0.24, tool v0.24, true",
        "0.24, 0.23.9, false",
        "20.10, 9.99, false",
        "20.10, 29.0.1, true",
        "1.7.1, 1.7, false"
    })
    void a_version_is_compared_number_by_number(String minimum, String said, boolean usable)
            throws IOException, InterruptedException {
        assertThat(look("echo " + said, minimum).problem().isEmpty()).isEqualTo(usable);
    }

    @Test
    void what_is_missing_is_told_with_how_to_install_it() throws InterruptedException {
        Tool missing = new Tool("no-such-tool", "a test", "", List.of("no-such-tool"), "1", "install it", "mend it");
        ToolFacts facts = look(missing);
        assertThat(facts.path()).isEmpty();
        Problem problem = facts.problem().orElseThrow();
        assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(problem.what()).isEqualTo("no-such-tool is not installed");
        assertThat(problem.remedy()).isEqualTo("install it");
    }

    @Test
    void a_tool_whose_service_does_not_answer_is_to_be_mended() throws IOException, InterruptedException {
        ToolFacts facts = look("echo first >&2; echo Cannot connect to the daemon >&2; exit 1", "1");
        assertThat(facts.path()).isPresent();
        assertThat(facts.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.why()).isEqualTo("Cannot connect to the daemon");
            assertThat(problem.remedy()).isEqualTo("mend it");
        });
    }

    @Test
    void a_tool_without_a_version_cannot_be_used() throws IOException, InterruptedException {
        assertThat(look("echo hello", "1").problem().map(Problem::what)).hasValue(folder + "/tool tells no version");
    }

    private ToolFacts look(String script, String minimum) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return look(
                new Tool(file.toString(), "a test", "", List.of(file.toString()), minimum, "install it", "mend it"));
    }

    private static ToolFacts look(Tool tool) throws InterruptedException {
        return new Tools(ControllerShell.here()).look(List.of(tool)).getFirst();
    }
}
