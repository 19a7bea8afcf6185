package dev.kprov.verify.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.DnsService;
import dev.kprov.verify.facility.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A Service that lives only as long as the verification: in front of the cluster's own DNS servers, since they are
/// there anyway, are more than one, and answer a question whose only right answer is known.
public final class ProbeService {
    private static final String SERVICES = "/api/v1/namespaces/kube-system/services";
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final String MANIFEST = """
        {"apiVersion": "v1", "kind": "Service",
         "metadata": {"name": "NAME", "namespace": "kube-system", "labels": {"app.kubernetes.io/managed-by": "kprov"}},
         "spec": {"selector": {SELECTOR}, "ports": [
           {"name": "dns", "protocol": "UDP", "port": 53, "targetPort": UDP_PORT},
           {"name": "dns-tcp", "protocol": "TCP", "port": 53, "targetPort": TCP_PORT}]}}
        """;

    private final KubeApi api;
    private final String name;
    private Part<String> address = Part.notAsked();
    private Optional<Instant> sent = Optional.empty();

    /// @param id makes the name unique
    public ProbeService(KubeApi api, String id) {
        this.api = api;
        this.name = Leftovers.PREFIX + id;
    }

    /// Makes the Service unless it is there, and says who stands behind it.
    ///
    /// @param dns in front of the same pods
    /// @param now by the API server's clock
    public Part<Probes.Endpoints> endpoints(DnsService dns, Instant now) throws InterruptedException {
        if (!(address instanceof Part.Known<String>)) {
            sent = Optional.of(now);
            address = address(manifest(dns));
        }
        return switch (address) {
            case Part.Known<String>(String at) ->
                ServiceObjects.endpoints(api.list(ServiceObjects.slices("kube-system", name), ServiceObjects::ofSlice))
                        .map(endpoints -> count(endpoints, at));
            case Part.Missing<String>(String why, Part.Cause cause) -> new Part.Missing<>(why, cause);
        };
    }

    private Part<String> address(String manifest) throws InterruptedException {
        Part<JsonNode> made = api.json(api.create(SERVICES, manifest));
        Part<JsonNode> service = made.exists() ? api.json(api.get(SERVICES + "/" + name)) : made;
        Part<String> given =
                service.map(json -> ServiceObjects.clusterAddresses(json).getFirst());
        return given.known().filter(String::isEmpty).isPresent()
                ? new Part.Missing<>("the Service " + name + " has no address yet", Part.Cause.ABSENT)
                : given;
    }

    /// What may be in a label needs no escaping.
    private String manifest(DnsService dns) {
        String pairs = dns.selector().entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\": \"" + label.getValue() + "\"")
                .collect(Collectors.joining(", "));
        return MANIFEST.replace("NAME", name)
                .replace("SELECTOR", pairs)
                .replace("UDP_PORT", target(dns.udp().or(dns::tcp)))
                .replace("TCP_PORT", target(dns.tcp().or(dns::udp)));
    }

    private static String target(Optional<DnsService.Port> port) {
        String target = port.map(DnsService.Port::target).orElse("53");
        return target.chars().allMatch(Character::isDigit) ? target : "\"" + target + "\"";
    }

    private Probes.Endpoints count(List<Endpoint> endpoints, String at) {
        return new Probes.Endpoints(name, at, Endpoint.ready(endpoints), endpoints.size());
    }

    /// Removes the Service if it may be there, and those that verifications which were killed left behind.
    public void remove() throws InterruptedException {
        if (sent.isPresent() && api.reply(api.delete(SERVICES + "/" + name)) instanceof Part.Known<KubeApi.Reply>) {
            Instant stale = sent.get().minus(STALE);
            Leftovers.remove(
                    api,
                    SERVICES,
                    service -> Json.time(service.path("metadata"), "creationTimestamp")
                            .filter(stale::isAfter)
                            .isPresent());
        }
    }
}
