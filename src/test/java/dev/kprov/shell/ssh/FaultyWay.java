package dev.kprov.shell.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A way to a server that stops to carry anything, or breaks, after so many bytes from the server or when told to.
final class FaultyWay implements AutoCloseable {
    enum Fault {
        STALL,
        DROP
    }

    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int server;
    private final Fault fault;
    private final long bytes;
    private volatile boolean broken;

    FaultyWay(int server, Fault fault, long bytes) throws IOException {
        this.server = server;
        this.fault = fault;
        this.bytes = bytes;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return entry.getLocalPort();
    }

    /// The fault happens now.
    void fail() {
        broken = true;
        if (fault == Fault.DROP) {
            drop();
        }
    }

    private void serve() {
        try {
            while (!entry.isClosed()) {
                Socket client = entry.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.addAll(List.of(client, behind));
                Thread.ofVirtual().start(() -> carry(client, behind, Long.MAX_VALUE));
                Thread.ofVirtual().start(() -> carry(behind, client, bytes));
            }
        } catch (IOException e) {
            // It is closed.
            drop();
        }
    }

    private void carry(Socket from, Socket to, long most) {
        byte[] buffer = new byte[1 << 15];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long left = most;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int passed = broken ? 0 : (int) Math.min(n, left);
                out.write(buffer, 0, passed);
                out.flush();
                left -= passed;
                if (passed < n) {
                    endure();
                }
            }
        } catch (IOException e) {
            // One side has gone.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endure() throws InterruptedException {
        if (fault == Fault.STALL) {
            closed.await();
        }
        drop();
    }

    private void drop() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        entry.close();
        drop();
    }
}
