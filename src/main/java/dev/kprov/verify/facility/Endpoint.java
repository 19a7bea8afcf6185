package dev.kprov.verify.facility;

import java.util.List;

/// One of those behind a Service, as an EndpointSlice has it.
///
/// @param pod its name; empty where it is none
/// @param ports where it listens
public record Endpoint(String pod, boolean ready, List<Port> ports) {
    public Endpoint {
        ports = List.copyOf(ports);
    }

    /// @param name that of the Service's port
    /// @param protocol `TCP` or `UDP`
    public record Port(String name, String protocol, int number) {}

    /// How many of these are ready.
    public static int ready(List<Endpoint> endpoints) {
        return Math.toIntExact(endpoints.stream().filter(Endpoint::ready).count());
    }
}
