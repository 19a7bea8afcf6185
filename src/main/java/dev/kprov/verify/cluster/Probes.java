package dev.kprov.verify.cluster;

import dev.kprov.verify.api.Part;
import java.time.Duration;
import java.util.Map;

/// What came of it when the cluster was used.
///
/// @param endpoints behind the probe's own Service
/// @param dns by host: queries through the DNS Service; by pod where its servers were asked through the API server
/// @param service by host: queries through the probe's own Service
/// @param etcd by pod: what its members say of themselves
/// @param certificates by host: how those that it keeps are
public record Probes(
        Part<Endpoints> endpoints,
        Map<String, Outcome> dns,
        Map<String, Outcome> service,
        Map<String, Outcome> etcd,
        Map<String, Outcome> certificates) {
    public static final Probes NONE = new Probes(Part.notAsked(), Map.of(), Map.of(), Map.of(), Map.of());

    public Probes {
        dns = Map.copyOf(dns);
        service = Map.copyOf(service);
        etcd = Map.copyOf(etcd);
        certificates = Map.copyOf(certificates);
    }

    /// @param service its name
    /// @param ready how many of its endpoints are
    public record Endpoints(String service, String address, int ready, int all) {}

    public sealed interface Outcome {
        record Good(String evidence) implements Outcome {}

        /// @param since how long it has been so
        record Bad(String actual, Duration since) implements Outcome {}

        /// Nothing could be asked.
        ///
        /// @param forGood whether trying again is of no use
        record Unable(String why, boolean forGood) implements Outcome {}
    }
}
