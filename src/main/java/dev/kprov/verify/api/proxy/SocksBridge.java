package dev.kprov.verify.api.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An HTTP proxy of this process's own before one of SOCKS, since Java's HTTP client knows only the former. It
/// listens on loopback, and leads to one server and nowhere else. Names are looked up by the SOCKS proxy.
public final class SocksBridge implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_HEAD = 8_192;

    private final ServerSocket listener;
    private final Proxy socks;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> failure = Optional.empty();

    private SocksBridge(ServerSocket listener, Proxy socks, String host, int port) {
        this.listener = listener;
        this.socks = socks;
        this.host = host;
        this.port = port;
    }

    /// @param socks where the proxy of SOCKS is
    /// @param host of the server, a name or an address without brackets
    public static SocksBridge open(InetSocketAddress socks, String host, int port) throws IOException {
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        SocksBridge bridge = new SocksBridge(listener, new Proxy(Proxy.Type.SOCKS, socks), host, port);
        Thread.startVirtualThread(bridge::listen);
        return bridge;
    }

    /// As a URL.
    public String address() {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /// Why the newest attempt has led nowhere; empty where it led to the server.
    public Optional<String> failure() {
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
        Socket server = new Socket(socks);
        open.add(server);
        try (server) {
            boolean there = connected(server);
            client.getOutputStream().write(answer(there ? "200 Connection established" : "502 Bad Gateway"));
            if (there) {
                Thread back = Thread.startVirtualThread(() -> carry(server, client));
                carry(client, server);
                back.join();
            }
        } finally {
            open.remove(server);
        }
    }

    private boolean connected(Socket server) {
        try {
            server.connect(InetSocketAddress.createUnresolved(host, port), CONNECT_MILLIS);
            failure = Optional.empty();
            return true;
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /// RFC 9110, section 9.3.6.
    private boolean asksForTheServer(InputStream in) throws IOException {
        String target = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return head(in).startsWith("CONNECT " + target + ":" + port + " HTTP/1.1\r\n");
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            head.append((char) octet);
        }
        return head.toString();
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
        open.forEach(SocksBridge::end);
    }
}
