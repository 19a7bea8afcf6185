package dev.kprov.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.KprovException;
import dev.kprov.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the state folder is its owner's, and lies nowhere else.
final class StateFolderTest {
    @TempDir
    Path folder;

    private Path root;
    private Path elsewhere;

    @BeforeEach
    void lay_out() throws IOException {
        root = Files.createDirectory(folder.resolve("state"));
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    }

    @Test
    void a_state_folder_that_is_itself_a_link_is_the_users_choice() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);

        fill(link);

        assertThat(root.resolve("clusters/demo/profile")).hasContent("plain");
    }

    @Test
    void no_folder_inside_may_lead_out_of_it() throws IOException {
        Files.createSymbolicLink(root.resolve("runs"), elsewhere);
        refused(() -> RunFolder.create(root, "demo", Clock.systemUTC(), new SecureRandom()));
        Files.delete(root.resolve("runs"));

        Files.createSymbolicLink(root.resolve("clusters"), elsewhere);
        refused(() -> RunFolder.create(root, "demo", Clock.systemUTC(), new SecureRandom()));
        refused(() -> new StateFolder(root).remember("demo", "plain"));
        Files.delete(root.resolve("clusters"));

        Files.createDirectory(root.resolve("clusters"));
        Files.createSymbolicLink(root.resolve("clusters/demo"), elsewhere);
        refused(() -> RunFolder.create(root, "demo", Clock.systemUTC(), new SecureRandom()));
        refused(() -> new StateFolder(root).remember("demo", "plain"));
        refused(() -> new StateFolder(root).profile("demo"));
        refused(() -> new StateFolder(root).existingKubeconfig("demo"));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void no_file_inside_may_lead_out_of_it() throws IOException {
        Path target = Files.writeString(elsewhere.resolve("target"), "untouched");
        Path own = Files.createDirectories(root.resolve("clusters/demo"));
        for (String name : List.of("lock", "kubeconfig", "profile")) {
            Files.createSymbolicLink(own.resolve(name), target);
        }

        refused(() -> LocalLock.take(own, "somebody"));
        refused(() -> new StateFolder(root).existingKubeconfig("demo"));
        refused(() -> new StateFolder(root).profile("demo"));
        new StateFolder(root).remember("demo", "plain");

        assertThat(target).hasContent("untouched");
        assertThat(own.resolve("profile")).isRegularFile().hasContent("plain");
    }

    @Test
    void only_its_owner_can_read_it_whatever_the_umask_is() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "umask 000; exec \"$0\" -cp \"$1\" dev.kprov.cli.request.StateFolderTest \"$2\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        root.resolve("new").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();

        try (Stream<Path> all = Files.walk(root.resolve("new"))) {
            assertThat(all.toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .endsWith("------"));
        }
    }

    /// Does what a run does to its state folder.
    public static void main(String[] arguments) {
        fill(Path.of(arguments[0]));
    }

    private static void fill(Path root) {
        RunFolder made = RunFolder.create(root, "demo", Clock.systemUTC(), new SecureRandom());
        LocalLock.take(made.cluster(), "somebody").close();
        new StateFolder(root).remember("demo", "plain");
    }

    private static void refused(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains("symbolic link"));
    }
}
