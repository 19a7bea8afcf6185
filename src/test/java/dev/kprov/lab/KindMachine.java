package dev.kprov.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// This machine with kind and the lab's engine.
record KindMachine(LabSettings lab) {
    /// A folder to type commands in that find kind.
    Workplace workplace(Path folder) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("bin"));
        if (!Files.exists(tools.resolve("kind"))) {
            Files.createSymbolicLink(tools.resolve("kind"), Path.of(lab.get("kind.binary")));
        }
        return new Workplace(folder)
                .with("PATH", tools + ":" + System.getenv("PATH"))
                .with("DOCKER_HOST", lab.get("docker.host"));
    }

    /// @param kind lines of the block `kind`, indented
    /// @param more lines of the first level
    String profile(String name, String kind, String more) {
        String version = lab.get("kubernetes.version").substring(1);
        return """
            apiVersion: kprov/v1
            installer: kind
            name: %s
            kubernetes: {version: %s}
            %skind:
              nodeImages: {%s: "%s"}
            %s""".formatted(name, version, more, version, lab.get("kind.node.image"), kind);
    }

    List<String> nodes(String cluster) {
        return sh("docker ps -a --filter label=io.x-k8s.kind.cluster=" + cluster + " --format '{{.Names}}'")
                .lines()
                .toList();
    }

    void remove(String cluster) {
        sh("ids=$(docker ps -aq --filter label=io.x-k8s.kind.cluster=" + cluster
                + "); [ -z \"$ids\" ] || docker rm -f -v $ids; docker volume rm -f kprov-kind-" + cluster);
    }

    /// Ends kprov as `kill -9` does, with nothing of it told.
    static void kill(Process kprov) throws InterruptedException {
        kprov.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroyForcibly);
        kprov.destroyForcibly();
        kprov.waitFor();
    }

    String sh(String command) {
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
            builder.environment().put("DOCKER_HOST", lab.get("docker.host"));
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(1, TimeUnit.MINUTES);
            return out;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command, e);
        }
    }
}
