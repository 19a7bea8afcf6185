package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs scripts of this installer here, before commands that do as a test wants.
record ScriptBed(Path folder) {
    /// Fails the first two times that anything is called.
    static final String FAILS_TWICE = "[ $(wc -l <\"$CALLS\") -gt 2 ] || { echo '%s' >&2; exit 100; }";

    /// By kubeadm 1.36.4, on a host that stood still for a minute while it looked at containerd.
    static final String LATE_RUNTIME =
            "could not connect to the container runtime: failed to create new CRI runtime service: validate service"
                    + " connection: validate CRI v1 runtime API for endpoint"
                    + " \"unix:///run/containerd/containerd.sock\": rpc error: code = DeadlineExceeded desc = context"
                    + " deadline exceeded";

    record Ended(int status, String output, List<String> calls) {}

    static ScriptBed in(Path folder) throws IOException {
        for (String name : List.of("retry", "apt", "host-files", "service", "nodes", "pull-images")) {
            Files.writeString(folder.resolve(name), ScriptFile.text(name));
        }
        Files.writeString(folder.resolve("images.yaml"), "");
        Files.writeString(folder.resolve("join.yaml"), "");
        Files.writeString(folder.resolve("init.yaml"), "");
        return new ScriptBed(folder);
    }

    Ended script(String name, int retry, String... parameters) throws Exception {
        return lines(retry, String.join("\n", parameters) + "\n" + ScriptFile.text(name));
    }

    /// @param retry the seconds in which what may pass is tried again
    Ended lines(int retry, String script) throws Exception {
        Path calls = folder.resolve("calls");
        Files.writeString(calls, "");
        Path whole = Files.writeString(
                folder.resolve("whole"),
                "changed() { echo \"changed $*\"; }\nwaiting() { echo \"waiting $*\"; }\nRETRY=" + retry + "\n"
                        + script);
        ProcessBuilder builder = new ProcessBuilder("bash", whole.toString()).redirectErrorStream(true);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("KPROV_FILES", folder.toString());
        builder.environment().put("CALLS", calls.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output, Files.readAllLines(calls));
    }

    void command(String name, String body) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name), "#!/bin/bash\necho \"" + name + " $*\" >>\"$CALLS\"\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
