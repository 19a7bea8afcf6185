package dev.kprov.verify.api.proxy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The way to a server: straight, or through a proxy.
///
/// @param proxy the URL of the one of HTTP that leads there; empty where the way is straight
/// @param words on the way, as they stand in a sentence behind the server; empty where it is straight
/// @param bridge to the proxy, where it is one of SOCKS
public record Way(Optional<String> proxy, String words, Optional<SocksBridge> bridge) implements AutoCloseable {
    /// Through no proxy.
    public static final Way STRAIGHT = new Way(Optional.empty(), "", Optional.empty());

    private static final Set<String> SOCKS = Set.of("socks5", "socks5h");
    private static final int SOCKS_PORT = 1080;
    private static final int HTTPS_PORT = 443;

    /// Throws a `KprovException` where kprov does not know that kind of proxy.
    ///
    /// @param server a URL
    /// @param given the proxy that a kubeconfig names for it; empty where it names none
    public static Way to(String server, String given, Map<String, String> environment) throws IOException {
        if (!given.isEmpty()) {
            return through(given, server, "");
        }
        Optional<String> proxy = new EnvironmentProxy(environment).of(server);
        return proxy.isEmpty()
                ? STRAIGHT
                : through(proxy.get(), server, " of the environment, unless NO_PROXY has the server");
    }

    private static Way through(String proxy, String server, String origin) throws IOException {
        String words = " through the proxy " + withoutPassword(proxy) + origin;
        URI uri = uri(proxy).orElseThrow(() -> unknown(proxy, server));
        if ("http".equals(uri.getScheme())) {
            return new Way(
                    Optional.of(uri.getPort() < 0 ? proxy.replaceFirst("/*$", ":80") : proxy), words, Optional.empty());
        }
        URI target = URI.create(server);
        if (!SOCKS.contains(uri.getScheme()) || uri.getUserInfo() != null || !"https".equals(target.getScheme())) {
            throw unknown(proxy, server);
        }
        SocksBridge bridge = SocksBridge.open(
                new InetSocketAddress(host(uri), uri.getPort() < 0 ? SOCKS_PORT : uri.getPort()),
                host(target),
                target.getPort() < 0 ? HTTPS_PORT : target.getPort());
        return new Way(Optional.of(bridge.address()), words, Optional.of(bridge));
    }

    private static KprovException unknown(String proxy, String server) {
        return new KprovException(Problem.of(
                ExitCode.INVALID,
                "cannot ask " + server + " through the proxy " + withoutPassword(proxy),
                "it is neither one of plain HTTP nor one of SOCKS without a password before a server of https, and kprov"
                        + " knows no others",
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

    private static String host(URI uri) {
        return uri.getHost().replaceAll("^\\[|]$", "");
    }

    /// Also of what is no URL.
    private static String withoutPassword(String proxy) {
        return proxy.replaceFirst("^([^:/@]*://)?.*@", "$1");
    }

    public boolean straight() {
        return proxy.isEmpty();
    }

    /// Why it led nowhere the last time; empty where nobody knows, or it led there.
    public Optional<String> failure() {
        return bridge.flatMap(SocksBridge::failure);
    }

    @Override
    public void close() {
        bridge.ifPresent(SocksBridge::close);
    }
}
