package dev.kprov.verify.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Leads everybody whom it lets through to one port of this machine, and remembers what it was asked for.
abstract class Relay implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final int to;

    Relay(int to) throws IOException {
        this.to = to;
    }

    /// What a proxy and its client say to each other before the way is open.
    ///
    /// @return whether it is
    abstract boolean greet(Socket from) throws IOException;

    final void start() {
        Thread.startVirtualThread(this::serve);
    }

    final String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    final List<String> asked() {
        return List.copyOf(asked);
    }

    final void note(String what) {
        asked.add(what);
    }

    @Override
    public final void close() throws IOException {
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

    /// What the other end is spoken to at.
    Socket accepted(Socket socket) throws IOException {
        return socket;
    }

    private void serve(Socket socket) {
        try (Socket from = accepted(socket);
                Socket target = new Socket(InetAddress.getLoopbackAddress(), to)) {
            if (greet(from)) {
                Thread back = Thread.startVirtualThread(() -> carry(target, from));
                from.getInputStream().transferTo(target.getOutputStream());
                back.join();
            }
        } catch (IOException e) {
            // One of them has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them has gone.
        }
    }
}
