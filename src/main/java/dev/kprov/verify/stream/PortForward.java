package dev.kprov.verify.stream;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// The ports of a pod, as `kubectl port-forward` reaches them: from inside the pod, so that neither the network of
/// the cluster nor its Services have a part in it.
///
public record PortForward(KubeApi api, Pod pod) {
    /// What is sent there.
    ///
    /// @param port TCP
    /// @param complete whether what has come is all of the answer
    public record Question(int port, byte[] bytes, Predicate<byte[]> complete) {}

    /// What came of a question.
    public sealed interface Reply {
        record Answered(byte[] bytes) implements Reply {}

        /// The question was brought there, and nothing came back, or not all of it.
        record Silent(String why) implements Reply {}

        /// The way there could not be had.
        ///
        /// @param forGood whether trying again is of no use
        record NoWay(String why, boolean forGood) implements Reply {}
    }

    /// Sends a question and waits for the answer.
    ///
    /// @param wait for the way there and the answer together
    public Reply ask(Question question, Duration wait) throws InterruptedException {
        Conversation conversation = new Conversation(question.bytes(), question.complete());
        String path = "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/portforward?ports="
                + question.port();
        CompletableFuture<Reply> reply = api.connect(path, Conversation.PROTOCOL, conversation)
                .thenCompose(socket -> conversation.reply())
                .exceptionally(failure -> noWay(question.port(), failure));
        try {
            return reply.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String why = "no answer within " + wait.toMillis() / 1000.0 + " s";
            return conversation.open() ? new Reply.Silent(why) : new Reply.NoWay(why, false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply is never an exception", e);
        } finally {
            conversation.leave();
        }
    }

    private static Reply noWay(int port, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketHandshakeException refused) {
                int code = refused.getResponse().code();
                return new Reply.NoWay(
                        "the API server does not forward port " + port + " of it: HTTP " + code,
                        code == 401 || code == 403);
            }
        }
        return new Reply.NoWay(
                "the API server does not forward port " + port + " of it: " + failure.getMessage(), false);
    }
}
