package dev.kprov.verify.facility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What members of etcd 3.6.8 answered over plain HTTP; of their metrics only those that kprov reads, and of their
/// heads what tells the length.
public final class EtcdPages {
    private static final int CHUNK = 0x800;

    private EtcdPages() {}

    /// One after the other, as over one connection.
    ///
    /// @param name single, three (all there), two (of three), alone (of three) or full (of a quota of 16 MiB)
    public static byte[] both(String name) {
        return (health(name) + metrics(name)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String health(String name) {
        String body = text("etcd-" + name + ".health");
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// In chunks, as etcd sends them: their ends are anywhere in a line.
    private static String metrics(String name) {
        String body = text("etcd-" + name + ".metrics");
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < body.length(); at += CHUNK) {
            String chunk = body.substring(at, Math.min(body.length(), at + CHUNK));
            answer.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return answer.append("0\r\n\r\n").toString();
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(EtcdPages.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
