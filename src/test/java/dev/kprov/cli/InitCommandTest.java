package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.inventory.InventoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitCommandTest {
    @TempDir
    private Path folder;

    private Cli cli;
    private Path file = Path.of(".");

    @BeforeEach
    void workplace() {
        cli = new Cli(folder);
        file = folder.resolve("new.yaml");
    }

    @Test
    void the_example_is_a_beginning() throws IOException {
        Cli.Said said = cli.run("init", "-i", file.toString(), "--cluster", "mine");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("wrote " + file + ": cluster mine, 3 hosts", "kprov validate -i " + file);
        assertThat(Files.readString(file))
                .isEqualTo(Files.readString(Path.of("inventory.example.yaml"))
                        .replace("\ncluster: lab\n", "\ncluster: mine\n"));
    }

    @Test
    void ansible_s_becomes_kprov_s() {
        cli.write("hosts", "[masters]\na ansible_become_pass=secret\n[workers]\nb\n");
        Cli.Said said = cli.run(
                "init",
                "-i",
                file.toString(),
                "--from-ansible",
                folder.resolve("hosts").toString(),
                "-o",
                "json");
        assertThat(said.exitCode()).as(said.err()).isZero();
        JsonNode answer = said.json();
        assertThat(answer.at("/hosts").asInt()).isEqualTo(2);
        assertThat(answer.at("/remarks/0").asText()).contains("ansible_become_pass is a secret");
        assertThat(said.err()).contains("KPROV_BECOME_PASSWORD").doesNotContain("=secret");
        assertThat(InventoryFile.read(file).hosts()).hasSize(2);
    }

    @Test
    void what_is_there_is_never_overwritten() throws IOException {
        Files.writeString(file, "mine");
        Cli.Said said = cli.run("init", "-i", file.toString());
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("is there already", "kprov init -i other.yaml");
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_place_that_cannot_be_written() {
        Cli.Said said = cli.run("init", "-i", folder.resolve("none/new.yaml").toString());
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("cannot write", "choose another place");
    }

    @Test
    void a_wrong_inventory_writes_nothing() {
        cli.write("hosts", "[masters\n");
        Cli.Said said = cli.run(
                "init",
                "-i",
                file.toString(),
                "--from-ansible",
                folder.resolve("hosts").toString());
        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.err()).contains(folder.resolve("hosts") + ":1:1");
        assertThat(file).doesNotExist();
    }

    @Test
    void options_that_cannot_be_meant() {
        assertThat(cli.run("init", "-i", file.toString(), "--worker", "x"))
                .satisfies(said -> assertThat(said.exitCode()).isEqualTo(2))
                .satisfies(said -> assertThat(said.err()).contains("--from-ansible"));
        assertThat(cli.run("init", "-i", file.toString(), "--cluster", "No_Label")
                        .err())
                .contains("--cluster must be a DNS label");
        assertThat(file).doesNotExist();
    }
}
