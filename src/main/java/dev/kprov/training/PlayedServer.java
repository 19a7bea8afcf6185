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
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// An API server as far as a client has to load classes for it. Over HTTP/2 it answers everything in the same way,
/// with an empty list; over HTTP/1.1 it has a whole cluster, into whose pods streams lead.
public final class PlayedServer implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int ACKNOWLEDGED = 1;
    private static final byte END_STREAM = 1;
    private static final byte END_HEADERS = 4;
    /// RFC 7541, appendix A: an entry of the table that every decoder has.
    private static final byte STATUS_200 = (byte) 0x88;
    private static final byte[] EMPTY_LIST = "{\"metadata\": {}, \"items\": []}".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_BYTES = 9;
    /// Which a server in Go takes of those that Java offers.
    private static final String CIPHER = "TLS_AES_128_GCM_SHA256";

    private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key: *(\\S+)");
    /// RFC 6455, section 1.3.
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern PORT = Pattern.compile("[?&]ports=(\\d+)");
    private static final byte CHANNEL_OF_DATA = 0;
    private static final byte CHANNEL_OF_ERRORS = 1;
    /// RFC 6455, section 5.2: the whole of a message in bytes; how long it is, where one byte does not hold that.
    private static final byte MESSAGE = (byte) 0x82;
    private static final int LONGER = 126;
    private static final int LENGTH_BITS = 0x7f;
    private static final int MASK_BYTES = 4;

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
        parameters.setCipherSuites(new String[] {CIPHER});
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
                out.write(frame(HEADERS, END_HEADERS, stream, STATUS_200));
                out.write(frame(DATA, END_STREAM, stream, EMPTY_LIST));
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
        PlayedCluster cluster = PlayedCluster.read();
        while (true) {
            String head = head(in);
            Matcher key = KEY.matcher(head);
            if (key.find()) {
                out.write(opened(key.group(1)).getBytes(StandardCharsets.US_ASCII));
                stream(port(head), new DataInputStream(in), out);
                return;
            }
            String path = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
            out.write(PlayedPort.response(
                    "Content-Type: application/json\r\n",
                    cluster.answer(path).orElse("{}").getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static int port(String head) {
        Matcher port = PORT.matcher(head);
        return port.find() ? Integer.parseInt(port.group(1)) : 0;
    }

    /// One question and its answer. Both channels first say to which port they belong.
    private static void stream(int port, DataInputStream in, OutputStream out) throws IOException {
        byte[] number = {(byte) port, (byte) (port >> Byte.SIZE)};
        out.write(message(CHANNEL_OF_DATA, number));
        out.write(message(CHANNEL_OF_ERRORS, number));
        byte[] question = question(in);
        out.write(message(CHANNEL_OF_DATA, PlayedPort.answer(port, question)));
        // The rest is of no interest, until the client has enough.
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static byte[] message(byte channel, byte[] content) {
        int length = content.length + 1;
        ByteBuffer message = ByteBuffer.allocate(1 + 1 + Short.BYTES + length).put(MESSAGE);
        if (length < LONGER) {
            message.put((byte) length);
        } else {
            message.put((byte) LONGER).putShort((short) length);
        }
        message.put(channel).put(content).flip();
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return bytes;
    }

    /// A client hides what it sends behind a mask. The channel is left out.
    private static byte[] question(DataInputStream in) throws IOException {
        in.readByte();
        int length = in.readByte() & LENGTH_BITS;
        byte[] content = new byte[length == LONGER ? in.readUnsignedShort() : length];
        byte[] mask = in.readNBytes(MASK_BYTES);
        in.readFully(content);
        for (int i = 0; i < content.length; i++) {
            content[i] ^= mask[i % MASK_BYTES];
        }
        return Arrays.copyOfRange(content, 1, content.length);
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
