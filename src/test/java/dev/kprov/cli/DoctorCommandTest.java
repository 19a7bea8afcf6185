package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.cli.Cli.Said;
import dev.kprov.observe.Tool;
import dev.kprov.observe.ToolFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private final Cli cli;

    DoctorCommandTest(@TempDir Path folder) {
        cli = new Cli(folder);
        cli.parts.toolbox.put("over-ssh", List.of());
    }

    @Test
    void a_table_and_exit_code_0_where_all_can_be_used() {
        cli.parts.toolbox.put(
                "local", List.of(found("maker", "", "1.5"), missing("docker"), found("podman", "engine", "5.0")));

        Said said = cli.run("doctor");

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("""
                INSTALLER  PROGRAM      VERSION  USABLE      WHERE
                over-ssh   none needed           yes
                local      maker        1.5      yes         /usr/bin/maker
                local      docker       -        not needed  -
                local      podman       5.0      yes         /usr/bin/podman
                """);
    }

    @Test
    void what_is_missing_comes_with_what_to_do() {
        cli.parts.toolbox.put("local", List.of(found("maker", "", "0.9"), missing("docker")));

        Said said = cli.run("doctor");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.out())
                .contains("local: maker is too old", "local: docker is not installed", "fix: install docker");
        JsonNode json = cli.run("doctor", "-o", "json").json();
        assertThat(json.get(1).get("usable").asBoolean()).isFalse();
        assertThat(json.get(1).get("tools").get(1).get("remedy").asText()).isEqualTo("install docker");
    }

    private static ToolFacts found(String name, String either, String version) {
        return new ToolFacts(
                tool(name, either), Optional.of("/usr/bin/" + name), Optional.of(version), Optional.empty());
    }

    private static ToolFacts missing(String name) {
        return new ToolFacts(tool(name, "engine"), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Tool tool(String name, String either) {
        return new Tool(
                name, "installer: local", either, List.of(name, "version"), "1.0", "install " + name, "mend it");
    }
}
