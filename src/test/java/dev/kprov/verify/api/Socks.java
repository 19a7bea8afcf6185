package dev.kprov.verify.api;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy of SOCKS 5 (RFC 1928) that leads everybody to one port of this machine, and remembers where they were
/// to go.
final class Socks implements AutoCloseable {
    private static final int BY_NAME = 3;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final int to;
    private final int reply;

    /// @param reply 0 where it leads there, or why it does not, as the RFC counts it
    Socks(int to, int reply) throws IOException {
        this.to = to;
        this.reply = reply;
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket from = socket.accept();
                Thread.startVirtualThread(() -> serve(from));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket from) {
        try (from;
                Socket target = new Socket(InetAddress.getLoopbackAddress(), to)) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = from.getOutputStream();
            in.readUnsignedByte();
            in.readNBytes(in.readUnsignedByte());
            out.write(new byte[] {5, 0});
            in.readNBytes(3);
            if (in.readUnsignedByte() == BY_NAME) {
                String host = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
                asked.add(host + ":" + in.readUnsignedShort());
            }
            out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
            if (reply == 0) {
                Thread back = Thread.startVirtualThread(() -> Proxy.carry(target, from));
                in.transferTo(target.getOutputStream());
                back.join();
            }
        } catch (IOException e) {
            // One of them has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
