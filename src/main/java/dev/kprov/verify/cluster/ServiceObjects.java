package dev.kprov.verify.cluster;

import static dev.kprov.verify.api.Json.name;
import static dev.kprov.verify.api.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Listing;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.DnsService;
import dev.kprov.verify.facility.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes records of Services and of who stands behind them.
final class ServiceObjects {
    private ServiceObjects() {}

    static List<String> clusterAddresses(JsonNode service) {
        List<String> addresses = new ArrayList<>();
        service.path("spec").path("clusterIPs").forEach(address -> addresses.add(address.asText()));
        return addresses.isEmpty() ? List.of(text(service.path("spec"), "clusterIP")) : addresses;
    }

    static DnsService dnsService(JsonNode service) {
        JsonNode spec = service.path("spec");
        return new DnsService(
                text(service.path("metadata"), "namespace"),
                name(service),
                clusterAddresses(service),
                ApiObjects.texts(spec.path("selector")),
                port(spec, "UDP"),
                port(spec, "TCP"));
    }

    /// The one at which a DNS is asked.
    private static Optional<DnsService.Port> port(JsonNode service, String protocol) {
        for (JsonNode port : service.path("ports")) {
            if (text(port, "port").equals("53")
                    && port.path("protocol").asText("TCP").equals(protocol)) {
                return Optional.of(new DnsService.Port(
                        text(port, "name"), port.path("targetPort").asText("53")));
            }
        }
        return Optional.empty();
    }

    /// Where to ask who stands behind a Service.
    static String slices(String namespace, String service) {
        return "/apis/discovery.k8s.io/v1/namespaces/" + namespace
                + "/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D" + service;
    }

    /// All that these slices have.
    static Part<List<Endpoint>> endpoints(Listing<List<Endpoint>> slices) throws InterruptedException {
        return slices.all().map(all -> all.stream().flatMap(List::stream).toList());
    }

    /// What is not said of readiness counts as ready, as Kubernetes has it.
    static List<Endpoint> ofSlice(JsonNode slice) {
        List<Endpoint.Port> ports = new ArrayList<>();
        slice.path("ports")
                .forEach(port -> ports.add(new Endpoint.Port(
                        text(port, "name"),
                        port.path("protocol").asText("TCP"),
                        port.path("port").asInt(0))));
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode endpoint : slice.path("endpoints")) {
            JsonNode target = endpoint.path("targetRef");
            endpoints.add(new Endpoint(
                    text(target, "kind").equals("Pod") ? text(target, "name") : "",
                    !text(endpoint.path("conditions"), "ready").equals("false"),
                    ports));
        }
        return endpoints;
    }
}
