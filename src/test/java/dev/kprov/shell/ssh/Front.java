package dev.kprov.shell.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in front of a server: drops the first connections, every other one with a reset, and passes the rest on
/// until it is told to stop.
final class Front implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stalled;

    Front(int behind, int dropped) throws IOException {
        this(0, behind, dropped);
    }

    Front(int port, int behind, int dropped) throws IOException {
        socket = new ServerSocket(port);
        Thread.ofPlatform().daemon().start(() -> serve(behind, dropped));
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /// From now on nothing is passed on, in either direction, and nothing is closed.
    void stall() {
        stalled = true;
    }

    private void serve(int behind, int dropped) {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                int number = connections.incrementAndGet();
                if (number > dropped) {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                    Thread.ofVirtual().start(() -> pump(client, server));
                    Thread.ofVirtual().start(() -> pump(server, client));
                } else {
                    client.setSoLinger(number % 2 == 1, 0);
                    client.close();
                }
            }
        } catch (IOException e) {
            // It is closed.
            return;
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[1 << 14];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (stalled) {
                    over.await();
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException e) {
            // One side has gone.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        socket.close();
    }
}
