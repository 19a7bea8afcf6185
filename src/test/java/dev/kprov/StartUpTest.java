package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Start-up is a feature: what a command does not need, it does not load.
class StartUpTest {
    @Test
    void version_loads_no_yaml_ssh_or_kubernetes_client() throws IOException, InterruptedException {
        List<String> loaded = classesLoadedBy("version");
        assertThat(loaded).anyMatch(line -> line.contains("dev.kprov.Kprov "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" com.fasterxml.")
                        || line.contains(" org.yaml.")
                        || line.contains(" net.schmizz.")
                        || line.contains(" com.hierynomus.")
                        || line.contains(" org.bouncycastle.")
                        || line.contains(" io.fabric8."));
    }

    private static List<String> classesLoadedBy(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.kprov.Kprov",
                        command)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        List<String> lines;
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return lines;
    }
}
