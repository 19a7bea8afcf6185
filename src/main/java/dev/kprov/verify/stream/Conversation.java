package dev.kprov.verify.stream;

import dev.kprov.verify.stream.PortForward.Reply;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// One question and its answer over the kubelet's channels: the first byte of a message says of which channel it is,
/// the first message of each only repeats the port. Its callbacks come one after the other.
final class Conversation implements WebSocket.Listener {
    static final String PROTOCOL = "v4.channel.k8s.io";
    private static final int GOING_AWAY = 1001;
    private static final byte DATA = 0;

    private final byte[] question;
    private final Predicate<byte[]> complete;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Set<Byte> begun = new HashSet<>();
    private volatile Optional<WebSocket> opened = Optional.empty();
    private volatile boolean left;

    Conversation(byte[] question, Predicate<byte[]> complete) {
        this.question = question;
        this.complete = complete;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /// Whether the way there could be had.
    boolean open() {
        return opened.isPresent();
    }

    /// Nobody waits for the answer any more.
    void leave() {
        left = true;
        opened.ifPresent(Conversation::close);
    }

    private static void close(WebSocket socket) {
        socket.sendClose(GOING_AWAY, "done");
    }

    private void end(Reply how) {
        reply.complete(how);
    }

    @Override
    public void onOpen(WebSocket socket) {
        opened = Optional.of(socket);
        if (left) {
            close(socket);
            return;
        }
        ByteBuffer message = ByteBuffer.allocate(question.length + 1);
        socket.send(message.put(DATA).put(question).flip());
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        if (message.hasRemaining()) {
            byte channel = message.get();
            byte[] content = new byte[message.remaining()];
            message.get(content);
            if (!begun.add(channel)) {
                take(channel, content);
            }
        }
        socket.request();
    }

    private void take(byte channel, byte[] content) {
        if (channel != DATA) {
            end(new Reply.Silent(new String(content, StandardCharsets.UTF_8).strip()));
            return;
        }
        received.writeBytes(content);
        if (complete.test(received.toByteArray())) {
            end(new Reply.Answered(received.toByteArray()));
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason) {
        end(new Reply.Silent("the connection was closed before the whole answer had come"));
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        end(new Reply.Silent("the connection broke: " + failure.getMessage()));
    }
}
