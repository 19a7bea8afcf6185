package dev.kprov.profile;

/// A host name or address, and a port.
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
