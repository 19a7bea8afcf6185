package dev.kprov.verify.stream;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/// An API server that forwards a port, for one connection. The mock of Fabric8 closes a web socket before its last
/// message has been heard.
final class FakePodPort implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;
    private final Talk talk;
    private volatile String request = "";

    /// What is done after the connection was made, or instead.
    @FunctionalInterface
    interface Talk {
        void with(Connection connection) throws IOException;
    }

    record Connection(String head, DataInputStream in, OutputStream out) {
        void refuse(int code) throws IOException {
            write("HTTP/1.1 " + code + " No\r\nContent-Length: 0\r\n\r\n");
        }

        /// Agrees, and opens both channels as the kubelet does.
        void accept() throws IOException {
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\nSec-WebSocket-Accept: " + key() + "\r\n\r\n");
            say(0, (byte) 53, (byte) 0);
            say(1, (byte) 53, (byte) 0);
        }

        private String key() throws IOException {
            String sent = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(18)
                    .strip();
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-1");
                return Base64.getEncoder()
                        .encodeToString(digest.digest((sent + MAGIC).getBytes(StandardCharsets.US_ASCII)));
            } catch (NoSuchAlgorithmException e) {
                throw new IOException(e);
            }
        }

        /// Sends on a channel; short messages only.
        void say(int channel, byte... content) throws IOException {
            out.write(new byte[] {(byte) 0x82, (byte) (content.length + 1), (byte) channel});
            out.write(content);
            out.flush();
        }

        /// What the client said on the channel of the data.
        byte[] heard() throws IOException {
            in.readByte();
            byte[] mask = new byte[4];
            byte[] content = new byte[in.readByte() & 0x7F];
            in.readFully(mask);
            in.readFully(content);
            for (int i = 0; i < content.length; i++) {
                content[i] ^= mask[i % 4];
            }
            return Arrays.copyOfRange(content, 1, content.length);
        }

        void close() throws IOException {
            out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8});
            out.flush();
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    FakePodPort(Talk talk) throws IOException {
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.talk = talk;
        Thread.startVirtualThread(this::serve);
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readByte());
            }
            request = head.substring(0, head.indexOf("\r\n"));
            talk.with(new Connection(head.toString(), in, socket.getOutputStream()));
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first line of what was asked.
    String request() {
        return request;
    }

    String kubeconfig() {
        return """
            apiVersion: v1
            kind: Config
            current-context: demo
            clusters: [{name: demo, cluster: {server: "http://%s:%d"}}]
            contexts: [{name: demo, context: {cluster: demo, user: admin}}]
            users: [{name: admin, user: {token: none}}]
            """.formatted(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
