package dev.kprov.verify.api.proxy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Through a proxy of HTTP, by `CONNECT`, [RFC 9110, section 9.3.6](https://www.rfc-editor.org/rfc/rfc9110#CONNECT).
final class ConnectDialer extends Dialer {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})([^\r\n]*)");
    private static final String WHO_ASKS = "407";

    private final Optional<Login> login;
    private final Optional<Supplier<SSLSocketFactory>> tls;

    /// @param login empty where the proxy is not to know who asks
    /// @param tls where it is spoken to over TLS: has only those believed to be the proxy who are to be
    ConnectDialer(String proxy, int port, Optional<Login> login, Optional<Supplier<SSLSocketFactory>> tls) {
        super(proxy, port);
        this.login = login;
        this.tls = tls;
    }

    @Override
    Socket lead(Socket socket, String host, int port) throws IOException {
        Socket secure = tls.isPresent() ? greeted(socket, tls.get().get()) : socket;
        String target = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        String who = login.map(known -> "Proxy-Authorization: " + known.basic() + "\r\n")
                .orElse("");
        secure.getOutputStream()
                .write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + who + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Matcher status = STATUS.matcher(Head.read(secure.getInputStream()));
        if (!status.lookingAt()) {
            throw new IOException("the proxy does not speak HTTP");
        }
        if (!status.group(1).startsWith("2")) {
            throw new IOException(
                    status.group(1).equals(WHO_ASKS) && login.isEmpty()
                            ? "the proxy wants to know who asks, as in http" + (tls.isPresent() ? "s" : "")
                                    + "://USER:PASSWORD@PROXY"
                            : "the proxy answers " + status.group(1) + status.group(2));
        }
        return secure;
    }

    private SSLSocket greeted(Socket socket, SSLSocketFactory factory) throws IOException {
        SSLSocket secure = (SSLSocket) factory.createSocket(socket, proxy(), port(), true);
        SSLParameters wanted = secure.getSSLParameters();
        wanted.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(wanted);
        try {
            secure.startHandshake();
        } catch (SSLException e) {
            throw new IOException("no TLS with the proxy: " + e.getMessage(), e);
        }
        return secure;
    }
}
