package dev.kprov.profile.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Installers;
import dev.kprov.inventory.InventoryFile;
import dev.kprov.yaml.InvalidFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages may only show what the readers take, and must name every key that they know.
class ReferencePagesTest {
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(apiVersion.*?)```", Pattern.DOTALL);
    private static final Pattern CHOICES = Pattern.compile("valid keys here: (.*)");

    @TempDir
    private Path folder;

    @Test
    void every_inventory_on_its_page_is_valid() throws IOException {
        everyBlockIsRead("inventory.md", InventoryFile::read);
    }

    @Test
    void every_profile_on_its_page_is_valid() throws IOException {
        everyBlockIsRead("profile.md", file -> ProfileFile.read(file, Installers.dialects()));
    }

    @Test
    void the_inventory_page_names_every_key() throws IOException {
        everyKeyIsNamed("inventory.md", InventoryFile::read, """
            apiVersion: kprov/v1
            x: 1
            defaults: {x: 1}
            hosts: [{x: 1, ssh: {x: 1, jump: {x: 1}}, become: {x: 1}}]
            """);
    }

    @Test
    void the_profile_page_names_every_key() throws IOException {
        everyKeyIsNamed("profile.md", file -> ProfileFile.read(file, Installers.dialects()), """
            apiVersion: kprov/v1
            installer: kubeadm
            x: 1
            kubernetes: {x: 1}
            network: {x: 1}
            api: {x: 1}
            runtime: {x: 1}
            packages: {x: 1, kubernetes: {x: 1}}
            images: {x: 1}
            timeouts: {x: 1}
            verification: {x: 1}
            kubeadm: {x: 1}
            """);
    }

    @Test
    void the_profile_page_names_every_key_of_kind() throws IOException {
        everyKeyIsNamed("profile.md", file -> ProfileFile.read(file, Installers.dialects()), """
            apiVersion: kprov/v1
            installer: kind
            x: 1
            kind: {x: 1, nodes: {x: 1}, portMappings: [{x: 1}], mounts: [{x: 1}]}
            """);
    }

    @Test
    void the_page_of_kops_names_every_key_and_its_examples_are_read() throws IOException {
        everyKeyIsNamed("kops.md", file -> ProfileFile.read(file, Installers.dialects()), """
            apiVersion: kprov/v1
            installer: kops
            x: 1
            kops: {x: 1, controlPlanes: {x: 1}, workers: {x: 1}, validation: {x: 1}, expect: {x: 1}}
            """);
        everyBlockIsRead("kops.md", file -> ProfileFile.read(file, Installers.dialects()));
    }

    private void everyBlockIsRead(String page, Consumer<Path> reader) throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGES.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
        for (String block : blocks) {
            reader.accept(Files.writeString(folder.resolve("page.yaml"), block));
        }
    }

    private void everyKeyIsNamed(String page, Consumer<Path> reader, String wrong) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        String told = InvalidFiles.told(Files.writeString(folder.resolve("wrong.yaml"), wrong), reader);
        List<String> keys = CHOICES.matcher(told)
                .results()
                .map((MatchResult match) -> match.group(1))
                .flatMap(list -> List.of(list.split(", ", -1)).stream())
                .distinct()
                .toList();
        assertThat(keys).hasSizeGreaterThan(15);
        assertThat(keys).allSatisfy(key -> assertThat(text).containsPattern("`(\\w+\\.)?" + key + "(\\.\\w+)?`"));
    }
}
