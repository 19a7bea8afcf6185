package dev.kprov.training;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// An API server as far as a client has to load classes for it. Over HTTP/2 it has nothing of what it is asked for;
/// over HTTP/1.1 it has a small cluster, into whose pods streams lead, and nothing comes back.
public final class PlayedServer implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int PREFACE_BYTES = 24;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int ACKNOWLEDGED = 1;
    private static final byte END_STREAM_AND_HEADERS = 5;
    /// RFC 7541, appendix A: an entry of the table that every decoder has.
    private static final byte STATUS_404 = (byte) 0x8d;
    private static final int FRAME_BYTES = 9;
    private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key: *(\\S+)");
    /// RFC 6455, section 1.3.
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    /// Two messages of three bytes: of data and of errors, and to which port they belong.
    private static final byte[] STREAMS = {(byte) 0x82, 3, 0, 53, 0, (byte) 0x82, 3, 1, 53, 0};

    private final SSLServerSocket socket;
    private final Protocol protocol;

    /// As both agree on it at the beginning (RFC 7301).
    public enum Protocol {
        HTTP_2("h2"),
        HTTP_1_1("http/1.1");

        private final String id;

        Protocol(String id) {
            this.id = id;
        }
    }

    private PlayedServer(SSLServerSocket socket, Protocol protocol) {
        this.socket = socket;
        this.protocol = protocol;
    }

    /// Listens at a free port of loopback.
    public static PlayedServer start(Protocol protocol, Papers papers) throws IOException, GeneralSecurityException {
        SSLServerSocket socket = (SSLServerSocket) papers.server()
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol.id});
        parameters.setWantClientAuth(true);
        socket.setSSLParameters(parameters);
        PlayedServer server = new PlayedServer(socket, protocol);
        Thread.ofPlatform().daemon().name("played server").start(server::listen);
        return server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) socket.accept();
                Thread.ofPlatform().daemon().name("played connection").start(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SSLSocket client) {
        try (client) {
            if (protocol == Protocol.HTTP_2) {
                frames(new DataInputStream(client.getInputStream()), client.getOutputStream());
            } else {
                requests(client.getInputStream(), client.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /// RFC 9113, section 4.1: length, type, flags, stream, content.
    private static void frames(DataInputStream in, OutputStream out) throws IOException {
        in.skipNBytes(PREFACE_BYTES);
        out.write(frame(SETTINGS, (byte) 0, 0));
        while (true) {
            int length = in.readUnsignedByte() << Short.SIZE | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.skipNBytes(length);
            if (type == SETTINGS && flags != ACKNOWLEDGED) {
                out.write(frame(SETTINGS, (byte) ACKNOWLEDGED, stream));
            }
            if (type == HEADERS) {
                out.write(frame(HEADERS, END_STREAM_AND_HEADERS, stream, STATUS_404));
            }
        }
    }

    private static byte[] frame(int type, byte flags, int stream, byte... content) {
        return ByteBuffer.allocate(FRAME_BYTES + content.length)
                .put((byte) 0)
                .putShort((short) content.length)
                .put((byte) type)
                .put(flags)
                .putInt(stream)
                .put(content)
                .array();
    }

    private static void requests(InputStream in, OutputStream out) throws IOException {
        while (true) {
            String head = head(in);
            Matcher key = KEY.matcher(head);
            if (key.find()) {
                out.write(opened(key.group(1)).getBytes(StandardCharsets.US_ASCII));
                out.write(STREAMS);
                // The rest is of no interest, until the client has enough.
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            byte[] body = PlayedCluster.answer(head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/")))
                    .getBytes(StandardCharsets.UTF_8);
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException();
            }
            head.append((char) read);
        }
        return head.toString();
    }

    /// RFC 6455, section 4.2.2.
    private static String opened(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
