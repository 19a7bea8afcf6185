package dev.kprov.verify.api.proxy;

import io.fabric8.kubernetes.client.utils.IpAddressMatcher;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The proxy that the environment names for a server, as kubectl takes it: `HTTPS_PROXY` or `HTTP_PROXY`, unless
/// `NO_PROXY` has the server, or it is of this machine. The rules are those of
/// [Go's httpproxy](https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config).
public record EnvironmentProxy(Map<String, String> environment) {
    public EnvironmentProxy {
        environment = Map.copyOf(environment);
    }

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|::1");
    private static final Pattern RANGE = Pattern.compile("[0-9a-f.:]+/\\d{1,3}");
    private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|[0-9a-f]*:[0-9a-f:.]*");

    /// With its scheme.
    public Optional<String> of(String server) {
        URI uri = URI.create(server);
        if (uri.getHost() == null) {
            return Optional.empty();
        }
        String host = Way.host(uri).toLowerCase(Locale.ROOT);
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        return named(secure ? "HTTPS_PROXY" : "HTTP_PROXY")
                .filter(proxy -> !LOOPBACK.matcher(host).matches() && !excepted(host, port))
                .map(proxy -> proxy.contains("://") ? proxy : "http://" + proxy);
    }

    private Optional<String> named(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(environment.get(variable.toLowerCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean excepted(String host, int port) {
        return named("NO_PROXY").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> excepts(entry, host, port));
    }

    private static boolean excepts(String entry, String host, int port) {
        String suffix = ":" + port;
        String name = entry.endsWith(suffix) && (entry.startsWith("[") || entry.indexOf(':') == entry.lastIndexOf(':'))
                ? entry.substring(0, entry.length() - suffix.length())
                : entry;
        String plain = name.replaceAll("^\\[|]$", "");
        if (plain.equals("*") || plain.equals(host)) {
            return true;
        }
        if (ADDRESS.matcher(host).matches()) {
            return RANGE.matcher(plain).matches() && new IpAddressMatcher(plain).matches(host);
        }
        String domain = plain.startsWith("*.") ? plain.substring(1) : plain;
        return host.endsWith(domain.startsWith(".") ? domain : "." + domain);
    }
}
