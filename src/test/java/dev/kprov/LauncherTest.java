package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `bin/kprov` with Javas that are made up, and with the one that runs this test.
class LauncherTest {
    @TempDir
    Path folder;

    private Path home;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void lay_out_a_distribution() throws IOException {
        home = folder.resolve("a kprov");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(Path.of("src/main/dist/bin/kprov"), home.resolve("bin/kprov"));
        executable(home.resolve("bin/kprov"));
        Files.writeString(home.resolve("lib/kprov-1.jar"), "");
        environment.put("KPROV_ARCHIVE", "off");
        environment.put("HOME", folder.toString());
        environment.put("PATH", "/usr/bin:/bin");
    }

    @Test
    void hands_its_arguments_over_as_they_are() throws IOException, InterruptedException {
        environment.put("KPROV_JAVA_HOME", java("mine", "21").toString());
        Run run = kprov("plan", "--profile", "my file.yaml", "", "*");
        assertThat(run.output()).contains("<dev.kprov.Kprov><plan><--profile><my file.yaml><><*>");
        assertThat(run.output()).contains("<-Dkprov.home=" + home.toRealPath() + ">");
        assertThat(run.status()).isZero();
    }

    @Test
    void an_old_java_home_is_passed_over_for_a_newer_java_in_a_usual_place() throws IOException, InterruptedException {
        environment.put("JAVA_HOME", java("old", "17.0.15").toString());
        java(".jdks/twenty-one", "21.0.9");
        Path newest = java(".jdks/hundred", "100.0.10");
        java(".jdks/hundred-less", "100.0.9");
        assertThat(kprov("version").output()).startsWith(newest.toString());
    }

    /// Else Java drops the password that a kubeconfig has for a proxy.
    @Test
    void java_may_show_a_password_to_a_proxy() throws IOException, InterruptedException {
        environment.put("KPROV_JAVA_HOME", java("mine", "21").toString());
        assertThat(kprov("version").output()).contains("<-Djdk.http.auth.tunneling.disabledSchemes=>");
    }

    @Test
    void java_home_wins_when_it_is_new_enough() throws IOException, InterruptedException {
        Path chosen = java("chosen", "21");
        environment.put("JAVA_HOME", chosen.toString());
        java(".jdks/newer", "100");
        assertThat(kprov("version").output()).startsWith(chosen.toString());
    }

    @Test
    void a_java_that_was_asked_for_and_is_too_old_is_refused() throws IOException, InterruptedException {
        environment.put("KPROV_JAVA_HOME", java("old", "1.8.0_392").toString());
        Run run = kprov("version");
        assertThat(run.status()).isEqualTo(127);
        assertThat(run.output()).contains("KPROV_JAVA_HOME", "fix:", "21");
    }

    @Test
    void works_through_links_and_from_any_folder() throws IOException, InterruptedException {
        environment.put("KPROV_JAVA_HOME", java("mine", "21").toString());
        Files.createSymbolicLink(folder.resolve("second"), home.resolve("bin/kprov"));
        Path link = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
        assertThat(run(link, List.of()).output()).contains("<-Dkprov.home=" + home.toRealPath() + ">");
    }

    @ParameterizedTest
    @CsvSource({
        ",,C.UTF-8",
        "LANG,C,C.UTF-8",
        "LC_ALL,POSIX,C.UTF-8",
        "LANG,de_DE.UTF-8,",
        "LC_CTYPE,C.utf8,",
        "LC_ALL,C.utf8,C.utf8"
    })
    void a_locale_of_ascii_only_becomes_one_of_utf_8(String variable, String value, String lcAll)
            throws IOException, InterruptedException {
        Path java = java("mine", "21");
        Files.writeString(java.resolve("bin/java"), "#!/bin/sh\nprintf '<%s>' \"$LC_ALL\"\n");
        environment.put("KPROV_JAVA_HOME", java.toString());
        if (variable != null) {
            environment.put(variable, value);
        }
        assertThat(kprov("version").output()).isEqualTo("<" + (lcAll == null ? "" : lcAll) + ">");
    }

    @Test
    void older_javas_get_an_archive_of_their_own_kind() throws IOException, InterruptedException {
        environment.put("KPROV_JAVA_HOME", java("mine", "21.0.4").toString());
        environment.put("KPROV_ARCHIVE", "now");
        Path archive = home.resolve("lib/archive/kprov-1-java-21.0.4-version");
        Files.createDirectories(home.resolve("lib/archive"));
        Files.writeString(archive, "made before");
        assertThat(kprov("version").output()).contains("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
    }

    @Test
    void an_archive_is_made_with_nothing_of_the_users() throws IOException, InterruptedException {
        Path java = java("mine", "21");
        Path told = folder.resolve("told");
        Files.writeString(
                java.resolve("bin/java"),
                "#!/bin/sh\ncase $* in *dev.kprov.Training*) { echo \"$*\"; env; } >'" + told + "' ;; esac\n");
        environment.put("KPROV_JAVA_HOME", java.toString());
        environment.put("KPROV_ARCHIVE", "now");
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        environment.put("HTTPS_PROXY", "http://proxy.example.com");
        kprov("status");

        assertThat(Files.readString(told))
                .contains("dev.kprov.Training")
                .doesNotContain("GITHUB", "PROXY")
                .doesNotContain("HOME=" + folder + "\n");
    }

    @Test
    void makes_an_archive_once_and_starts_from_it() throws IOException, InterruptedException {
        realDistribution();
        environment.put("KPROV_ARCHIVE", "now");
        int status = kprov("version").status();
        Path archive = archive();
        assertThat(archive).isNotEmptyFile();
        environment.put("KPROV_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("loaded"));
        assertThat(kprov("version").status()).isEqualTo(status);
        assertThat(Files.readAllLines(folder.resolve("loaded")))
                .anyMatch(line -> line.contains(" dev.kprov.Kprov source: shared objects file"));
    }

    @Test
    void an_archive_that_is_broken_changes_nothing_that_a_user_sees() throws IOException, InterruptedException {
        realDistribution();
        Run without = kprov("version");
        environment.put("KPROV_ARCHIVE", "now");
        kprov("version");
        Files.write(archive(), new byte[10_000]);
        assertThat(kprov("version")).isEqualTo(without);
        Files.writeString(archive(), "");
        assertThat(kprov("version")).isEqualTo(without);
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib/archive"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    /// A jar of what was compiled, and the Java that runs this test.
    private void realDistribution() throws IOException {
        Path java = Path.of(System.getProperty("java.home"));
        assumeTrue(Files.exists(java.resolve("release")), "this Java has no release file");
        environment.put("KPROV_JAVA_HOME", java.toString());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Path classes = Path.of("target/classes");
        try (OutputStream file = Files.newOutputStream(home.resolve("lib/kprov-1.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, jar);
            }
        }
    }

    /// A Java that only says how it was started.
    private Path java(String name, String version) throws IOException {
        Path java = folder.resolve(name);
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(
                java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x\"\n");
        Files.writeString(java.resolve("bin/java"), "#!/bin/sh\necho \"${0%/bin/java}\"\nprintf '<%s>' \"$@\"\n");
        executable(java.resolve("bin/java"));
        return java;
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run kprov(String... arguments) throws IOException, InterruptedException {
        return run(home.resolve("bin/kprov"), List.of(arguments));
    }

    private Run run(Path program, List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList());
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private record Run(int status, String output) {}
}
