package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.inventory.InventoryFile;
import dev.kprov.problem.ExitCode;
import dev.kprov.profile.file.ProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the pages say of the code is still so.
class DocsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/kprov");
    private static final Path SITE = Path.of("src/site/markdown");
    private static final Path README = Path.of("README.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Lab|Test|Contract))\\.(\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private static final Pattern TYPE = Pattern.compile("`([A-Z]+[a-z]\\w*)`");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    @TempDir
    private Path folder;

    @Test
    void the_architecture_page_mentions_every_package() throws IOException {
        String text = read(SITE.resolve("architecture.md"));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.endsWith("package-info.java")).toList()) {
                String name = SOURCES.relativize(file).toString().replace("package-info.java", "");
                if (!name.isEmpty()) {
                    String dotted = name.substring(0, name.length() - 1).replace('/', '.');
                    assertThat(text)
                            .as("architecture.md mentions package " + dotted)
                            .contains("`" + dotted + "`");
                }
            }
        }
    }

    @Test
    void every_exit_code_is_in_the_readme() throws IOException {
        String text = read(README);
        for (ExitCode code : ExitCode.values()) {
            assertThat(text)
                    .as("README.md has a table row for " + code)
                    .containsPattern("\\| *`?" + code.code() + "`? *\\|");
        }
    }

    @Test
    void links_lead_somewhere() throws IOException {
        List<Path> pages = pages();
        assumeTrue(!pages.isEmpty(), "no page is written yet");
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.matches("[a-z]+:.*")) {
                    assertThat(page.resolveSibling(target))
                            .as("a link of " + page)
                            .exists();
                }
            }
        }
    }

    @Test
    void every_type_that_a_page_names_is_there() throws IOException {
        Set<String> types = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .forEach(name -> types.add(name.replace(".java", "")));
        }
        for (String page : List.of("architecture.md", "adding-an-installer.md")) {
            List<String> named = TYPE.matcher(read(SITE.resolve(page)))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(named).as(page).isNotEmpty();
            assertThat(types).as("types that " + page + " names").containsAll(named);
        }
    }

    @Test
    void the_files_in_the_readme_are_valid() throws IOException {
        List<String> blocks = YAML.matcher(read(README))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        assertThat(InventoryFile.read(Files.writeString(folder.resolve("inventory.yaml"), blocks.getFirst()))
                        .hosts())
                .isNotEmpty();
        ProfileFile.read(Files.writeString(folder.resolve("profile.yaml"), blocks.getLast()), Installers.dialects());
    }

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(read(README).lines().count()).isLessThanOrEqualTo(150);
    }

    @Test
    void every_test_that_a_page_names_exists() throws IOException {
        int named = 0;
        for (Path page : pages()) {
            Matcher test = TEST.matcher(Files.readString(page));
            for (; test.find(); named++) {
                assertThat(source(test.group(1)))
                        .as(page + " names " + test.group())
                        .contains("void " + test.group(2) + "(");
            }
        }
        assertThat(named).isPositive();
    }

    private static String source(String type) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> found =
                    files.filter(file -> file.endsWith(type + ".java")).toList();
            assertThat(found).as(type).hasSize(1);
            return Files.readString(found.getFirst());
        }
    }

    private static String read(Path page) throws IOException {
        assumeTrue(Files.exists(page), page + " is not written yet");
        return Files.readString(page);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        if (Files.exists(README)) {
            pages.add(README);
        }
        if (Files.isDirectory(SITE)) {
            try (Stream<Path> files = Files.walk(SITE)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }
}
