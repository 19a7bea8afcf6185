package dev.kprov.verify.stream;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// One question and its answer at a port. The first message of each channel only repeats the port.
final class Conversation extends Exchange {
    private static final byte DATA = 0;

    private final byte[] question;
    private final Predicate<byte[]> complete;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Set<Byte> begun = new HashSet<>();

    Conversation(byte[] question, Predicate<byte[]> complete) {
        this.question = question;
        this.complete = complete;
    }

    @Override
    void begin(WebSocket socket) {
        ByteBuffer message = ByteBuffer.allocate(question.length + 1);
        socket.send(message.put(DATA).put(question).flip());
    }

    @Override
    void take(byte channel, byte[] content) {
        if (begun.add(channel)) {
            return;
        }
        if (channel != DATA) {
            end(new Reply.Silent(new String(content, StandardCharsets.UTF_8).strip()));
            return;
        }
        received.writeBytes(content);
        if (complete.test(received.toByteArray())) {
            end(new Reply.Answered(received.toByteArray()));
        }
    }
}
