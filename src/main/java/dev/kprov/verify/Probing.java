package dev.kprov.verify;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Profile;
import dev.kprov.verify.check.CheckList;
import dev.kprov.verify.cluster.ClusterReader;
import dev.kprov.verify.cluster.Part;
import dev.kprov.verify.cluster.ProbeService;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.dns.DnsProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides when the hosts have something to ask, and where.
final class Probing {
    private static final Part<Probes.Endpoints> WITHOUT_DNS =
            new Part.Missing<>("the pods behind the Service of the DNS are not known", Part.Cause.ABSENT);
    private static final String DNS = "dns";
    private static final String SERVICE = "service";
    /// How long one question waits for the other, so that each host is asked only once.
    private static final Duration TOGETHER = Duration.ofSeconds(2);

    private final Profile profile;
    private final ProbeService service;
    private final ProbeRounds rounds;
    private Part<Probes.Endpoints> endpoints = Part.notAsked();
    private boolean swept;

    Probing(Profile profile, ProbeService service, ProbeRounds rounds) {
        this.profile = profile;
        this.service = service;
        this.rounds = rounds;
    }

    /// Takes note of what has come back, and asks what is to be asked next.
    ///
    /// @param inventory whose hosts ask
    /// @param elapsed since the verification began
    Probes probe(ClusterReader.Look look, Inventory inventory, Duration elapsed) throws InterruptedException {
        Optional<String> api = look.objects().apiService().known().map(List::getFirst);
        Optional<Dns> dns = profile.settings().dns();
        if (dns.isEmpty() || api.isEmpty()) {
            return new Probes(silenced(look), rounds.outcomes(DNS), rounds.outcomes(SERVICE));
        }
        if (!swept) {
            swept = true;
            service.removeStale(look.now());
        }
        if (!finished(inventory)) {
            Optional<Snapshot.DnsService> found = look.objects().dnsService().known();
            endpoints = found.isPresent() ? service.endpoints(found.get()) : WITHOUT_DNS;
        }
        Map<String, String> addresses = addresses(dns.get(), look.objects(), elapsed);
        if (!addresses.isEmpty()) {
            String name = "kubernetes.default.svc." + profile.network().dnsDomain();
            rounds.ask(new DnsProbe(name, api.get()), inventory.hosts(), addresses);
        }
        return new Probes(endpoints, rounds.outcomes(DNS), rounds.outcomes(SERVICE));
    }

    private Part<Probes.Endpoints> silenced(ClusterReader.Look look) {
        return look.objects().apiService() instanceof Part.Missing<List<String>>(String why, Part.Cause cause)
                ? new Part.Missing<>(why, cause)
                : endpoints;
    }

    private boolean finished(Inventory inventory) {
        Map<String, Probes.Outcome> found = rounds.outcomes(SERVICE);
        return inventory.hosts().stream().allMatch(host -> found.get(host.name()) instanceof Probes.Outcome.Good);
    }

    private Map<String, String> addresses(Dns dns, Snapshot.Objects objects, Duration elapsed) {
        Map<String, String> addresses = new LinkedHashMap<>();
        Optional<Workload> servers = objects.deployments().known().orElse(List.of()).stream()
                .filter(deployment -> deployment.name().equals(dns.deployment()))
                .findFirst();
        int wanted = servers.map(Workload::desired).orElse(0);
        endpoints
                .known()
                .filter(behind -> CheckList.complete(behind, wanted))
                .ifPresent(behind -> addresses.put(SERVICE, behind.address()));
        boolean together = addresses.containsKey(SERVICE) || elapsed.compareTo(TOGETHER) > 0;
        if (together && servers.map(Workload::ready).orElse(0) > 0) {
            objects.dnsService()
                    .known()
                    .ifPresent(found -> addresses.put(DNS, found.addresses().getFirst()));
        }
        return addresses;
    }
}
