package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the archive of classes is trained by gets as far as a run that is meant.
class TrainingTest {
    @TempDir
    private Path folder;

    @Test
    void speaks_with_an_api_server_over_both_protocols_and_looks_at_a_whole_cluster()
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dkprov.home=" + Path.of("").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.kprov.Training")
                .directory(Files.createDirectory(folder.resolve("place")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        training.getOutputStream().close();
        assertThat(training.waitFor(2, TimeUnit.MINUTES)).isTrue();

        String told = Files.readString(out);
        assertThat(training.exitValue()).as(told).isZero();
        assertThat(told)
                .contains("nothing listens at training", "✗ cluster training ", "✓ cluster training works: all ")
                .contains(
                        "etcd-cp-1: has a leader, 3 MiB of 2048 MiB",
                        "kubernetes.default.svc.cluster.local is 10.96.0.1")
                .contains("the kubeconfig's (CN=training) holds until")
                .doesNotContain("bug in kprov")
                // Nobody is asked but this machine.
                .doesNotContainPattern("https?://(?!127\\.0\\.0\\.1:)");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("out", "place");
        }
    }
}
