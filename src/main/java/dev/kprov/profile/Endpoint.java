package dev.kprov.profile;

import dev.kprov.address.IpAddress;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host name or address, and a port.
public record Endpoint(String host, int port) {
    private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\]]+)]|([^:\\[\\]]+))(?::([0-9]{1,5}))?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final int LONGEST = 300;
    private static final int USUAL_PORT = 6443;

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /// Reads `k8s.example.com:6443`, `10.0.0.10` or `[fd00::10]:6443`.
    public static Optional<Endpoint> read(Value value) {
        Optional<String> text = value.text();
        Optional<Endpoint> endpoint = text.flatMap(Endpoint::parse);
        if (text.isPresent() && endpoint.isEmpty()) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is not a host and a port",
                    "it is a lower-case name or an IP address, and a port from 1 to 65535; no https:// and no path",
                    "write k8s.example.com:6443, 10.0.0.10:6443 or [fd00::10]:6443");
        }
        return endpoint;
    }

    private static Optional<Endpoint> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(3) == null ? USUAL_PORT : Integer.parseInt(matcher.group(3));
        boolean bracketed = matcher.group(1) != null;
        String host = bracketed ? matcher.group(1) : matcher.group(2);
        return isHost(host, bracketed) && port >= 1 && port <= 65535
                ? Optional.of(new Endpoint(host, port))
                : Optional.empty();
    }

    private static boolean isHost(String host, boolean bracketed) {
        if (bracketed || NUMBERS.matcher(host).matches()) {
            return IpAddress.parse(host)
                    .filter(address -> address.isIpv6() == bracketed)
                    .isPresent();
        }
        return Shape.DNS_NAME.fits(host);
    }
}
