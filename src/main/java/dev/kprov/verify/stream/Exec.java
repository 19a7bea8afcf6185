package dev.kprov.verify.stream;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Commands in a pod, as `kubectl exec` runs them, without standard input and terminal.
public record Exec(KubeApi api, Pod pod) {
    /// Runs a command in the pod's only container and waits for its end. What it printed is the answer if it exits
    /// with 0; else there is none.
    ///
    /// @param wait for the way there and the end together
    public Reply run(List<String> command, Duration wait) throws InterruptedException {
        String words = command.stream()
                .map(word -> "&command=" + URLEncoder.encode(word, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return new Execution()
                .over(
                        api,
                        "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name()
                                + "/exec?stdout=true&stderr=true" + words,
                        "run a command in it",
                        wait);
    }
}
