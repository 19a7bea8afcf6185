package dev.kprov.verify.stream;

import dev.kprov.verify.api.Json;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What a command prints, until its status comes on the channel for errors.
final class Execution extends Exchange {
    private static final byte STDOUT = 1;
    private static final byte STDERR = 2;
    private static final byte STATUS = 3;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();

    @Override
    void begin(WebSocket socket) {
        // Nothing is sent: the command has no standard input.
    }

    @Override
    void take(byte channel, byte[] content) {
        switch (channel) {
            case STDOUT -> printed.writeBytes(content);
            case STDERR -> complaint.writeBytes(content);
            case STATUS -> end(outcome(content));
            default -> {
                // A channel that kprov has not asked for.
            }
        }
    }

    private Reply outcome(byte[] status) {
        try {
            var read = Json.read(status);
            if (Json.text(read, "status").equals("Success")) {
                return new Reply.Answered(printed.toByteArray());
            }
            String words = complaint.toString(StandardCharsets.UTF_8).strip();
            return new Reply.Silent(Json.text(read, "message") + (words.isEmpty() ? "" : ": " + words));
        } catch (IOException e) {
            return new Reply.Silent("its status is not understood: " + new String(status, StandardCharsets.UTF_8));
        }
    }
}
