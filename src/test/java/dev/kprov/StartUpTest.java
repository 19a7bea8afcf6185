package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_run_is_kept_without_all_that_java_knows_of_languages_and_time_zones(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """);
        List<String> loaded = classesLoadedBy(
                "verify",
                "--kubeconfig",
                kubeconfig.toString(),
                "--timeout",
                "1s",
                "--state-dir",
                folder.resolve("state").toString());
        assertThat(loaded).anyMatch(line -> line.contains("dev.kprov.run.RunJournal "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" java.text.SimpleDateFormat ")
                        || line.contains(" java.time.zone.TzdbZoneRulesProvider "));
    }

    private static List<String> classesLoadedBy(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.kprov.Kprov"));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        List<String> lines;
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return lines;
    }
}
