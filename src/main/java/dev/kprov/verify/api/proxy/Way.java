package dev.kprov.verify.api.proxy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/// The way to a server: straight, or through a proxy.
///
/// @param proxy the URL of the one of plain HTTP that leads there; empty where the way is straight
/// @param words on the way, as they stand in a sentence behind the server; empty where it is straight
/// @param bridge to the proxy; empty where Java's client asks it itself, for a server without TLS
public record Way(Optional<String> proxy, String words, Optional<Bridge> bridge) implements AutoCloseable {
    /// Through no proxy.
    public static final Way STRAIGHT = new Way(Optional.empty(), "", Optional.empty());

    private static final int SOCKS_PORT = 1080;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// Throws a `KprovException` where kprov does not know that kind of proxy.
    ///
    /// @param server a URL
    /// @param given the proxy that a kubeconfig names for it; empty where it names none
    /// @param tls for a proxy that is spoken to over TLS
    public static Way to(String server, String given, Map<String, String> environment, Supplier<SSLSocketFactory> tls)
            throws IOException {
        if (!given.isEmpty()) {
            return through(given, server, "", tls);
        }
        Optional<String> proxy = new EnvironmentProxy(environment).of(server);
        return proxy.isEmpty()
                ? STRAIGHT
                : through(proxy.get(), server, " of the environment, unless NO_PROXY has the server", tls);
    }

    private static Way through(String proxy, String server, String origin, Supplier<SSLSocketFactory> tls)
            throws IOException {
        String words = " through the proxy " + withoutPassword(proxy) + origin;
        URI uri = uri(proxy).orElseThrow(() -> unknown(proxy, server));
        URI target = URI.create(server);
        if ("https".equals(target.getScheme())) {
            Bridge bridge = Bridge.open(
                    dialer(uri, tls).orElseThrow(() -> unknown(proxy, server)), host(target), port(target, HTTPS_PORT));
            return new Way(Optional.of(bridge.address()), words, Optional.of(bridge));
        }
        if ("http".equals(uri.getScheme())) {
            return new Way(
                    Optional.of(uri.getPort() < 0 ? proxy.replaceFirst("/*$", ":" + HTTP_PORT) : proxy),
                    words,
                    Optional.empty());
        }
        throw unknown(proxy, server);
    }

    /// Empty where that kind of proxy is not known.
    private static Optional<Dialer> dialer(URI proxy, Supplier<SSLSocketFactory> tls) {
        Optional<Login> login = Login.of(proxy);
        return Optional.ofNullable(
                switch (String.valueOf(proxy.getScheme())) {
                    case "socks5", "socks5h" -> new SocksDialer(host(proxy), port(proxy, SOCKS_PORT), login);
                    case "http" -> new ConnectDialer(host(proxy), port(proxy, HTTP_PORT), login, Optional.empty());
                    case "https" -> new ConnectDialer(host(proxy), port(proxy, HTTPS_PORT), login, Optional.of(tls));
                    default -> null;
                });
    }

    private static int port(URI uri, int otherwise) {
        return uri.getPort() < 0 ? otherwise : uri.getPort();
    }

    private static KprovException unknown(String proxy, String server) {
        return new KprovException(Problem.of(
                ExitCode.INVALID,
                "cannot ask " + server + " through the proxy " + withoutPassword(proxy),
                "it is neither one of HTTP (http://) nor, before a server of https, one of HTTP over TLS (https://) or of"
                        + " SOCKS 5 (socks5://), and kprov knows no others",
                "name such a proxy in proxy-url or HTTPS_PROXY, or in NO_PROXY the server; or forward its port, as with"
                        + " ssh -L, and name that with tls-server-name"));
    }

    private static Optional<URI> uri(String proxy) {
        try {
            return Optional.of(URI.create(proxy)).filter(uri -> uri.getScheme() != null && uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            // Its message would have the password.
            return Optional.empty();
        }
    }

    /// Of an IPv6 address without the brackets.
    static String host(URI uri) {
        return uri.getHost().replaceAll("^\\[|]$", "");
    }

    /// Also of what is no URL.
    private static String withoutPassword(String proxy) {
        return proxy.replaceFirst("^([^:/@]*://)?.*@", "$1");
    }

    public boolean straight() {
        return proxy.isEmpty();
    }

    /// How the server is to be asked for on this way, in place of its own URL.
    public String url(String server) {
        return bridge.map(through -> through.url(server)).orElse(server);
    }

    /// Why it led nowhere the last time; empty where nobody knows, or it led there.
    public Optional<String> failure() {
        return bridge.flatMap(Bridge::failure);
    }

    @Override
    public void close() {
        bridge.ifPresent(Bridge::close);
    }
}
