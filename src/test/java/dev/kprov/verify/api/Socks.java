package dev.kprov.verify.api;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A proxy of SOCKS 5 (RFC 1928), asked by names.
final class Socks extends Relay {
    private static final int BY_NAME = 3;

    private final int reply;

    /// @param reply 0 where it leads there, or why it does not, as the RFC counts it
    Socks(int to, int reply) throws IOException {
        super(to);
        this.reply = reply;
        start();
    }

    @Override
    boolean greet(Socket from) throws IOException {
        DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = from.getOutputStream();
        in.readUnsignedByte();
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.readNBytes(3);
        if (in.readUnsignedByte() == BY_NAME) {
            String host = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            note(host + ":" + in.readUnsignedShort());
        }
        out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
        return reply == 0;
    }
}
