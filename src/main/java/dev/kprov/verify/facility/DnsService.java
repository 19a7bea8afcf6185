package dev.kprov.verify.facility;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The Service in front of the cluster's DNS servers.
///
/// @param namespace its own, and that of the pods behind it
/// @param selector the labels of the pods behind it
/// @param udp its port 53 of this protocol
/// @param tcp the same
public record DnsService(
        String namespace,
        String name,
        List<String> addresses,
        Map<String, String> selector,
        Optional<Port> udp,
        Optional<Port> tcp) {
    public DnsService {
        addresses = List.copyOf(addresses);
        selector = Map.copyOf(selector);
    }

    /// @param target the pods' port, by number or name
    public record Port(String name, String target) {}

    /// Names it for a reader, e.g. `kube-system/kube-dns`.
    public String where() {
        return namespace + "/" + name;
    }

    /// Where an endpoint is asked over TCP; also where the Service only knows of UDP.
    public OptionalInt port(Endpoint endpoint) {
        String protocol = tcp.isPresent() ? "TCP" : "UDP";
        String port = tcp.or(() -> udp).map(Port::name).orElse("");
        return endpoint.ports().stream()
                .filter(one -> one.protocol().equals(protocol) && one.name().equals(port))
                .mapToInt(Endpoint.Port::number)
                .findFirst();
    }
}
