package dev.kprov.verify.api;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A proxy of SOCKS 5 (RFC 1928), asked by names or IPv6 addresses.
final class Socks extends Relay {
    private static final int NOBODY = 0;
    private static final int BY_PASSWORD = 2;
    private static final int NONE_OF_THEM = 0xff;
    private static final int BY_NAME = 3;
    private static final int IPV6 = 4;

    private final int reply;
    private final String login;

    /// @param reply 0 where it leads there, or why it does not, as the RFC counts it
    /// @param login `user:password`, without which nobody gets through; empty: everybody does
    Socks(int to, int reply, String login) throws IOException {
        super(to);
        this.reply = reply;
        this.login = login;
        start();
    }

    @Override
    boolean greet(Socket from) throws IOException {
        DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = from.getOutputStream();
        in.readUnsignedByte();
        String offered = Arrays.toString(in.readNBytes(in.readUnsignedByte()));
        int method = login.isEmpty() ? NOBODY : offered.contains("2") ? BY_PASSWORD : NONE_OF_THEM;
        out.write(new byte[] {5, (byte) method});
        if (method == NONE_OF_THEM || method == BY_PASSWORD && !known(in, out)) {
            return false;
        }
        in.readNBytes(3);
        int kind = in.readUnsignedByte();
        String host = kind == BY_NAME
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(kind == IPV6 ? 16 : 4)).getHostAddress();
        note(host + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
        return reply == 0;
    }

    /// RFC 1929.
    private boolean known(DataInputStream in, OutputStream out) throws IOException {
        in.readUnsignedByte();
        boolean known = login.equals(text(in) + ":" + text(in));
        out.write(new byte[] {1, (byte) (known ? 0 : 1)});
        return known;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }
}
