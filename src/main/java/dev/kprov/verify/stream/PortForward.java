package dev.kprov.verify.stream;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import java.time.Duration;
import java.util.function.Predicate;

/// The ports of a pod, as `kubectl port-forward` reaches them: from inside the pod, so that neither the network of
/// the cluster nor its Services have a part in it.
public record PortForward(KubeApi api, Pod pod) {
    /// What is sent there.
    ///
    /// @param port TCP
    /// @param complete whether what has come is all of the answer
    public record Question(int port, byte[] bytes, Predicate<byte[]> complete) {}

    /// Sends a question and waits for the answer.
    ///
    /// @param wait for the way there and the answer together
    public Reply ask(Question question, Duration wait) throws InterruptedException {
        return new Conversation(question.bytes(), question.complete())
                .over(
                        api,
                        "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/portforward?ports="
                                + question.port(),
                        "forward port " + question.port() + " of it",
                        wait);
    }
}
