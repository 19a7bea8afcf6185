package dev.kprov.verify.api.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An HTTP proxy of this process's own before another one: Java's HTTP client knows only those of plain HTTP, does
/// not say why one does not lead on, and asks for no IPv6 address through any. It listens on loopback, and leads to
/// one server and nowhere else.
public final class Bridge implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final Dialer dialer;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> failure = Optional.empty();

    private Bridge(ServerSocket listener, Dialer dialer, String host, int port) {
        this.listener = listener;
        this.dialer = dialer;
        this.host = host;
        this.port = port;
    }

    /// @param dialer through the proxy
    /// @param host of the server, a name or an address without brackets
    static Bridge open(Dialer dialer, String host, int port) throws IOException {
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Bridge bridge = new Bridge(listener, dialer, host, port);
        Thread.startVirtualThread(bridge::listen);
        return bridge;
    }

    /// How the server is to be asked for, in place of its own URL.
    String url(String server) {
        return server.replaceFirst("//\\[.*]", "//" + name());
    }

    /// Java's client takes no IPv6 address for one.
    private String name() {
        return host.indexOf(':') < 0 ? host : "ipv6-" + host.replace(':', '-') + ".invalid";
    }

    /// As a URL.
    String address() {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /// Why the newest attempt has led nowhere; empty where it led to the server.
    Optional<String> failure() {
        return failure;
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            if (asksForTheServer(client.getInputStream())) {
                lead(client);
            } else {
                client.getOutputStream().write(answer("403 Forbidden"));
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void lead(Socket client) throws IOException, InterruptedException {
        Optional<Socket> dialled = dial();
        if (dialled.isEmpty()) {
            client.getOutputStream().write(answer("502 Bad Gateway"));
            return;
        }
        Socket server = dialled.get();
        open.add(server);
        try (server) {
            client.getOutputStream().write(answer("200 Connection established"));
            Thread back = Thread.startVirtualThread(() -> carry(server, client));
            carry(client, server);
            back.join();
        } finally {
            open.remove(server);
        }
    }

    private Optional<Socket> dial() {
        try {
            Socket server = dialer.dial(host, port);
            failure = Optional.empty();
            return Optional.of(server);
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// RFC 9110, section 9.3.6.
    private boolean asksForTheServer(InputStream in) throws IOException {
        return Head.read(in).startsWith("CONNECT " + name() + ":" + port + " HTTP/1.1\r\n");
    }

    private static byte[] answer(String status) {
        return ("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone, and with it the other has nothing left to say.
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
        open.forEach(Bridge::end);
    }
}
