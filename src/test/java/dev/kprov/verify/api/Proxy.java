package dev.kprov.verify.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An HTTP proxy that leads every tunnel to one port of this machine, and remembers what it was asked for.
final class Proxy implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final int to;
    private final String credentials;

    /// @param credentials in Base64, without which nobody gets through; empty: everybody does
    Proxy(int to, String credentials) throws IOException {
        this.to = to;
        this.credentials = credentials;
        Thread.startVirtualThread(this::serve);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /// The first line of each request that got through.
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
            InputStream in = from.getInputStream();
            OutputStream out = from.getOutputStream();
            List<String> head = Stream.generate(() -> line(in))
                    .takeWhile(line -> !line.isEmpty())
                    .collect(Collectors.toList());
            if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: Basic " + credentials)) {
                out.write("HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: Basic realm=\"a\"\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            asked.add(head.getFirst());
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = Thread.startVirtualThread(() -> carry(target, from));
            in.transferTo(target.getOutputStream());
            back.join();
        } catch (IOException e) {
            // One of them has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    private static String line(InputStream in) {
        StringBuilder line = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
                line.append((char) octet);
            }
        } catch (IOException e) {
            return "";
        }
        return line.toString().strip();
    }
}
