package dev.kprov.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void a_missing_file_names_the_absolute_path_and_a_model() {
        Problem problem = only(folder.resolve("inventory.yaml"));
        assertThat(problem.what()).isEqualTo("this inventory does not exist");
        assertThat(problem.why()).contains(folder + "/inventory.yaml");
        assertThat(problem.remedy()).contains("model.yaml");
    }

    @Test
    void a_folder_is_refused() {
        assertThat(only(folder).what()).isEqualTo("this inventory is a folder");
    }

    @Test
    void an_unreadable_file_is_refused_with_the_reason() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
        Path file = write("apiVersion: kprov/v1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertThat(only(file).why()).isEqualTo("you may not read it");
    }

    @Test
    void a_file_in_a_folder_that_is_closed_is_not_said_to_be_missing() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path file = Files.writeString(closed.resolve("inventory.yaml"), "apiVersion: kprov/v1");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assertThat(only(file).why()).isEqualTo("you may not read it");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_file_of_100_megabytes_is_refused_without_reading_it() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100 << 20);
        }
        Problem problem = assertTimeoutPreemptively(GENEROUS, () -> only(file));
        assertThat(problem.what()).isEqualTo("this inventory is too large");
        assertThat(problem.why()).contains("104,857,600 bytes");
    }

    @Test
    void a_device_that_never_ends_is_refused() {
        Problem problem = assertTimeoutPreemptively(GENEROUS, () -> only(Path.of("/dev/zero")));
        assertThat(problem.what()).isEqualTo("this inventory is too large");
    }

    @Test
    void binary_files_are_refused_at_their_first_strange_character() throws IOException {
        Problem problem = only(write("apiVersion: kprov/v1\nab\0c"));
        assertThat(problem.where()).endsWith("file.yaml:2:3");
        assertThat(problem.why()).contains("U+0000");
    }

    @Test
    void other_encodings_are_refused_at_the_first_byte_that_is_not_utf8() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "a: b\ncluster: Köln".getBytes(StandardCharsets.ISO_8859_1));
        Problem problem = only(file);
        assertThat(problem.where()).endsWith("latin.yaml:2:11");
        assertThat(problem.what()).isEqualTo("this inventory is not UTF-8 text");
    }

    @Test
    void a_character_cut_off_at_the_end_is_refused() throws IOException {
        Path file = folder.resolve("cut.yaml");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xc3});
        assertThat(only(file).what()).isEqualTo("this inventory is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "\uFEFF"})
    void an_empty_file_is_told_as_such(String text) throws IOException {
        assertThat(only(write(text)).what()).isEqualTo("this inventory is empty");
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_do_no_harm() throws IOException {
        YamlFile file = open(write("\uFEFFapiVersion: kprov/v1\r\ncluster: lab\r\n"));
        assertThat(file.root().get("cluster").flatMap(Value::text)).hasValue("lab");
        assertThat(file.source().at("cluster")).endsWith("file.yaml:2:10");
    }

    @Test
    void bombs_are_refused_quickly() {
        List<Supplier<String>> bombs = List.of(
                () -> "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]\n",
                () -> "a: " + "[\n".repeat(300_000),
                () -> "a: " + "{a:\n".repeat(200_000),
                () -> "- ".repeat(30_000),
                () -> "? ".repeat(30_000),
                () -> "x".repeat(1_000_000) + ": 1",
                () -> "x".repeat(60_000) + ": 1",
                () -> "? " + "x\n  ".repeat(200_000) + "\n: 1",
                () -> "a: \"" + "\n".repeat(1_000_000),
                () -> "a: " + "&a\n".repeat(300_000),
                () -> "%YAML 1.1\n".repeat(90_000),
                () -> "a: " + "9".repeat(60_000),
                () -> "apiVersion: kprov/v1\n" + many("k%d: 1\n", 80_000),
                () -> "apiVersion: kprov/v1\n" + "a: 1\n".repeat(200_000));
        for (Supplier<String> bomb : bombs) {
            List<Problem> problems =
                    assertTimeoutPreemptively(GENEROUS, () -> InvalidFiles.problems(() -> readAll(bomb.get())));
            assertThat(problems).hasSizeBetween(1, Reading.MOST_PROBLEMS + 1);
        }
    }

    @Test
    void more_values_than_any_cluster_needs_are_refused_where_they_start() {
        Problem problem = only(write("apiVersion: kprov/v1\n" + many("k%d: 1\n", 60_000)));
        assertThat(problem.where()).endsWith("file.yaml:50000:9");
        assertThat(problem.what()).isEqualTo("this file holds too many values");
    }

    @Test
    void a_line_too_long_is_told_at_its_start() throws IOException {
        Problem problem = only(write("a: b\nc: " + "x".repeat(70_000)));
        assertThat(problem.where()).endsWith("file.yaml:2:1");
        assertThat(problem.what()).isEqualTo("a line of this inventory is too long");
    }

    @Test
    void long_paths_to_many_values_do_not_fill_the_memory() {
        String key = "k".repeat(1000);
        StringBuilder text = new StringBuilder("apiVersion: kprov/v1\na: ");
        text.append(("{" + key + ":\n").repeat(90))
                .append("[")
                .append("1,\n".repeat(40_000))
                .append("1]");
        Path file = write(text.append("}".repeat(90)).toString());
        Source source = assertTimeoutPreemptively(GENEROUS, () -> open(file).source());
        assertThat(source.positions()).hasSizeLessThan(10);
        assertThat(source.at("a." + key + "." + key + "[3]")).endsWith("file.yaml:2:4");
    }

    @Test
    void problems_beyond_a_hundred_are_counted() throws IOException {
        Path file = write("apiVersion: kprov/v1\n" + many("k%d: 1\n", 130));
        List<Problem> problems = InvalidFiles.problems(() -> readAll(file));
        assertThat(problems).hasSize(101);
        assertThat(problems.getLast().what()).isEqualTo("30 more problems are not shown");
    }

    @Test
    void messages_of_the_parser_never_show_its_classes() throws IOException {
        for (String text :
                List.of("? [a]\n: 1", "&a &b c: d", "a: !<x\n", "a: *\n", "x: ]", "a: \"\\q\"", "a: b\n...\nx: y")) {
            String told = InvalidFiles.problems(() -> open(write(text))).toString();
            assertThat(told).doesNotContain("org.", "com.", "Exception", "Event", "token");
        }
    }

    private void readAll(String text) {
        readAll(write(text));
    }

    private static void readAll(Path path) {
        YamlFile file = open(path);
        file.root().end();
        file.throwIfAny();
    }

    private static String many(String line, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            text.append(line.formatted(i));
        }
        return text.toString();
    }

    private static Problem only(Path file) {
        List<Problem> problems = InvalidFiles.problems(() -> open(file));
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static YamlFile open(Path file) {
        return YamlFile.open(file, "inventory", "model.yaml");
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("file.yaml"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
