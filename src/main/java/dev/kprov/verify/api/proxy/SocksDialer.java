package dev.kprov.verify.api.proxy;

import dev.kprov.address.IpAddress;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Through a proxy of SOCKS 5, [RFC 1928](https://www.rfc-editor.org/rfc/rfc1928), which may want to know who asks,
/// [RFC 1929](https://www.rfc-editor.org/rfc/rfc1929). Java's own sockets would tell it the name of whoever runs this
/// process, and take passwords only from one place for all.
final class SocksDialer extends Dialer {
    private static final byte VERSION = 5;
    private static final byte CONNECT = 1;
    private static final byte NOBODY = 0;
    private static final byte BY_PASSWORD = 2;
    private static final byte PASSWORD_VERSION = 1;
    private static final byte IPV4 = 1;
    private static final byte NAME = 3;
    private static final byte IPV6 = 4;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    private static final int PORT_OCTETS = 2;
    private static final int LONGEST = 255;
    private static final List<String> REPLIES = List.of(
            "",
            "the proxy has failed",
            "the proxy does not let anybody there",
            "the proxy has no way to its network",
            "the proxy has no way to the server",
            "the server refuses the proxy's connection",
            "the way from the proxy is too long",
            "the proxy does not make connections",
            "the proxy does not know that kind of address");

    private final Optional<Login> login;

    /// @param login empty where the proxy is not to know who asks
    SocksDialer(String proxy, int port, Optional<Login> login) {
        super(proxy, port);
        this.login = login;
    }

    @Override
    Socket lead(Socket socket, String host, int port) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        try {
            greet(in, out);
            out.write(request(host, port));
            expectVersion(in);
            int reply = in.readUnsignedByte();
            if (reply != 0) {
                throw new IOException(reply < REPLIES.size() ? REPLIES.get(reply) : "the proxy answers " + reply);
            }
            in.readUnsignedByte();
            // From where the proxy leads on.
            in.skipNBytes(lengthOfAddress(in) + PORT_OCTETS);
        } catch (EOFException e) {
            throw new IOException("the proxy closed the connection", e);
        }
        return socket;
    }

    private void greet(DataInputStream in, OutputStream out) throws IOException {
        out.write(login.isPresent() ? new byte[] {VERSION, 2, NOBODY, BY_PASSWORD} : new byte[] {VERSION, 1, NOBODY});
        expectVersion(in);
        int method = in.readUnsignedByte();
        if (method == BY_PASSWORD && login.isPresent()) {
            out.write(introduction(login.get()));
            in.readUnsignedByte();
            if (in.readUnsignedByte() != 0) {
                throw new IOException("the proxy does not know that user with that password");
            }
        } else if (method != NOBODY) {
            throw new IOException(
                    login.isPresent()
                            ? "the proxy takes neither users with passwords nor anybody"
                            : "the proxy wants to know who asks, as in socks5://USER:PASSWORD@PROXY");
        }
    }

    private static byte[] introduction(Login login) throws IOException {
        byte[] user = octets(login.user());
        byte[] password = octets(login.password());
        return ByteBuffer.allocate(3 + user.length + password.length)
                .put(PASSWORD_VERSION)
                .put((byte) user.length)
                .put(user)
                .put((byte) password.length)
                .put(password)
                .array();
    }

    private static byte[] request(String host, int port) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(LONGEST + 7).put(new byte[] {VERSION, CONNECT, 0});
        if (IpAddress.parse(host).isPresent()) {
            byte[] address = InetAddress.getByName(host).getAddress();
            request.put(address.length == IPV4_OCTETS ? IPV4 : IPV6).put(address);
        } else {
            byte[] name = octets(host);
            request.put(NAME).put((byte) name.length).put(name);
        }
        request.putShort((short) port).flip();
        byte[] octets = new byte[request.remaining()];
        request.get(octets);
        return octets;
    }

    private static byte[] octets(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > LONGEST) {
            throw new IOException("SOCKS has no room for a name or a password of " + octets.length + " octets");
        }
        return octets;
    }

    private static int lengthOfAddress(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case IPV4 -> IPV4_OCTETS;
            case IPV6 -> IPV6_OCTETS;
            default -> in.readUnsignedByte();
        };
    }

    private static void expectVersion(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != VERSION) {
            throw new IOException("the proxy does not speak SOCKS 5");
        }
    }
}
