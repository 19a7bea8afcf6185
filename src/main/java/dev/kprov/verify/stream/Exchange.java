package dev.kprov.verify.stream;

import dev.kprov.verify.api.KubeApi;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One use of a pod over the kubelet's channels: the first byte of a message says of which channel it is. Its
/// callbacks come one after the other.
abstract class Exchange implements WebSocket.Listener {
    static final String PROTOCOL = "v4.channel.k8s.io";
    private static final int GOING_AWAY = 1001;

    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile Optional<WebSocket> opened = Optional.empty();
    private volatile boolean left;

    /// Has it take place.
    ///
    /// @param path in the API
    /// @param what the API server is to do
    /// @param wait for the way there and the answer together
    final Reply over(KubeApi api, String path, String what, Duration wait) throws InterruptedException {
        CompletableFuture<Reply> outcome = api.connect(path, PROTOCOL, this)
                .thenCompose(socket -> reply)
                .exceptionally(failure -> noWay(what, failure));
        try {
            return outcome.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String within = " within " + wait.toMillis() / 1000.0 + " s";
            return opened.isPresent()
                    ? new Reply.Silent("no answer" + within)
                    : new Reply.NoWay("the API server did not " + what + within, false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply is never an exception", e);
        } finally {
            left = true;
            opened.ifPresent(Exchange::close);
        }
    }

    private static Reply noWay(String what, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketHandshakeException refused) {
                int code = refused.getResponse().code();
                return new Reply.NoWay(
                        "the API server does not " + what + ": HTTP " + code, code == 401 || code == 403);
            }
        }
        return new Reply.NoWay("the API server does not " + what + ": " + failure.getMessage(), false);
    }

    private static void close(WebSocket socket) {
        socket.sendClose(GOING_AWAY, "done");
    }

    final void end(Reply how) {
        reply.complete(how);
    }

    @Override
    public final void onOpen(WebSocket socket) {
        opened = Optional.of(socket);
        if (left) {
            close(socket);
        } else {
            begin(socket);
        }
    }

    /// The way is open.
    abstract void begin(WebSocket socket);

    @Override
    public final void onMessage(WebSocket socket, ByteBuffer message) {
        if (message.hasRemaining()) {
            byte channel = message.get();
            byte[] content = new byte[message.remaining()];
            message.get(content);
            take(channel, content);
        }
        socket.request();
    }

    abstract void take(byte channel, byte[] content);

    @Override
    public final void onClose(WebSocket socket, int code, String reason) {
        end(new Reply.Silent("the connection was closed before the whole answer had come"));
    }

    @Override
    public final void onError(WebSocket socket, Throwable failure) {
        end(new Reply.Silent("the connection broke: " + failure.getMessage()));
    }
}
