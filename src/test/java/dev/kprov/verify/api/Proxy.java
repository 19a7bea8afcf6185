package dev.kprov.verify.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// An HTTP proxy that remembers the first line of each request that got through.
final class Proxy extends Relay {
    private final String credentials;
    private final Optional<SSLContext> tls;

    /// @param credentials in Base64, without which nobody gets through; empty: everybody does
    Proxy(int to, String credentials) throws IOException {
        this(to, credentials, Optional.empty());
    }

    /// @param tls for one that is spoken to over it
    Proxy(int to, String credentials, Optional<SSLContext> tls) throws IOException {
        super(to);
        this.credentials = credentials;
        this.tls = tls;
        start();
    }

    @Override
    Socket accepted(Socket socket) throws IOException {
        return tls.isPresent() ? tls.get().getSocketFactory().createSocket(socket, null, true) : socket;
    }

    @Override
    boolean greet(Socket from) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = from.getOutputStream();
        List<String> head = Stream.generate(() -> line(in))
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.toList());
        if (head.isEmpty()) {
            return false;
        }
        if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: Basic " + credentials)) {
            out.write("HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: Basic realm=\"a\"\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            return false;
        }
        note(head.getFirst());
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return true;
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
