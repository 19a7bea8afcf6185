package dev.kprov.verify;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.check.CheckList;
import dev.kprov.verify.check.facility.EtcdHealth;
import dev.kprov.verify.cluster.ClusterReader;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.ProbeService;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.dns.DnsProbe;
import dev.kprov.verify.dns.DnsQuestion;
import dev.kprov.verify.facility.DnsService;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.probe.CertificateAsker;
import dev.kprov.verify.probe.EtcdAsker;
import dev.kprov.verify.probe.HostAsker;
import dev.kprov.verify.probe.PodAsker;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides when there is something to ask, whom, and where.
final class Probing {
    private static final Part<Probes.Endpoints> WITHOUT_DNS =
            new Part.Missing<>("the pods behind the Service of the DNS are not known", Part.Cause.ABSENT);
    private static final String DNS = "dns";
    private static final String SERVICE = "service";
    private static final String ETCD = "etcd";
    private static final String CERTIFICATES = "certificates";
    /// How long one question waits for the other, so that each host is asked only once.
    private static final Duration TOGETHER = Duration.ofSeconds(2);

    private final Wiring wiring;
    private final KubeApi api;
    private final ProbeService service;
    private final ProbeRounds rounds;
    private final ProbeRounds etcd;
    private final ProbeRounds certificates;
    private Part<Probes.Endpoints> endpoints = Part.notAsked();
    private boolean arranged;
    private boolean arranging;

    Probing(
            Wiring wiring,
            KubeApi api,
            ProbeService service,
            ProbeRounds rounds,
            ProbeRounds etcd,
            ProbeRounds certificates) {
        this.wiring = wiring;
        this.api = api;
        this.service = service;
        this.rounds = rounds;
        this.etcd = etcd;
        this.certificates = certificates;
    }

    /// Another look has begun: what was arranged may be so no longer, and who was silent may speak.
    void looked() {
        arranged = false;
    }

    /// How many right answers have come.
    int good() {
        return rounds.good() + etcd.good() + certificates.good();
    }

    /// Takes note of what has come back, and asks what is to be asked next.
    ///
    /// @param expected of the cluster
    /// @param inventory whose hosts ask, where there is a way to them
    /// @param elapsed since the verification began
    Probes probe(ClusterReader.Look look, Expectation expected, Inventory inventory, Duration elapsed)
            throws InterruptedException {
        if (expected.basic()) {
            return Probes.NONE;
        }
        if (EtcdHealth.canAsk(expected.settings())) {
            askEtcd(expected.settings(), inventory, look.objects());
        }
        if (CheckList.nodesAsk(expected.settings(), inventory)) {
            askForCertificates(inventory, look.now());
        }
        Optional<Dns> dns = expected.settings().dns();
        Optional<String> answer = look.objects().apiService().known().map(List::getFirst);
        if (dns.isEmpty() || answer.isEmpty()) {
            return probes(silenced(look));
        }
        if (CheckList.nodesAsk(expected.settings(), inventory)) {
            askFromHosts(dns.get(), name(expected), answer.get(), look, inventory, elapsed);
        } else {
            askInPods(name(expected), answer.get(), look.objects().dnsServers());
        }
        return probes(endpoints);
    }

    /// Whether somebody is being asked, or will be as soon as what is made for it is complete.
    boolean goesOn() {
        return rounds.busy() || etcd.busy() || certificates.busy() || arranging;
    }

    private Probes probes(Part<Probes.Endpoints> behind) {
        return new Probes(
                behind,
                rounds.outcomes(DNS),
                rounds.outcomes(SERVICE),
                etcd.outcomes(ETCD),
                certificates.outcomes(CERTIFICATES));
    }

    /// Those members whose pods are there.
    private void askEtcd(Settings settings, Inventory inventory, Snapshot.Objects objects) {
        List<String> hosts = objects.etcdHosts(inventory, settings);
        EtcdQuestion question = new EtcdQuestion(hosts.size());
        Map<String, ProbeRounds.Asker> askers = new LinkedHashMap<>();
        for (Pod pod : objects.pods().known().orElse(List.of())) {
            boolean member = hosts.stream().anyMatch(host -> pod.name().equals(settings.etcdPods() + "-" + host));
            if (member
                    && pod.namespace().equals("kube-system")
                    && pod.runningSince().isPresent()) {
                askers.put(pod.name(), new EtcdAsker(wiring.ports(), api, pod, question));
            }
        }
        etcd.ask(askers, Set.of(ETCD));
    }

    private void askForCertificates(Inventory inventory, Instant now) {
        Map<String, ProbeRounds.Asker> askers = new LinkedHashMap<>();
        inventory.hosts().forEach(host -> askers.put(host.name(), new CertificateAsker(wiring.scripts(), host, now)));
        certificates.ask(askers, Set.of(CERTIFICATES));
    }

    private void askFromHosts(
            Dns dns, String name, String answer, ClusterReader.Look look, Inventory inventory, Duration elapsed)
            throws InterruptedException {
        if (!finished(inventory) && !arranged) {
            Optional<DnsService> found = look.objects().dnsService().known();
            endpoints = found.isPresent() ? service.endpoints(found.get(), look.now()) : WITHOUT_DNS;
        }
        Map<String, String> addresses = addresses(dns, look.objects(), elapsed);
        arranged = addresses.containsKey(SERVICE) || endpoints.silent();
        arranging = endpoints instanceof Part.Known<Probes.Endpoints> && !addresses.containsKey(SERVICE);
        DnsProbe probe = new DnsProbe(name, answer);
        Map<String, ProbeRounds.Asker> askers = new LinkedHashMap<>();
        inventory
                .hosts()
                .forEach(host -> askers.put(host.name(), new HostAsker(wiring.scripts(), host, probe, addresses)));
        rounds.ask(askers, addresses.keySet());
    }

    private void askInPods(String name, String answer, List<Snapshot.DnsServer> servers) {
        DnsQuestion question = new DnsQuestion(name, answer);
        Map<String, ProbeRounds.Asker> askers = new LinkedHashMap<>();
        servers.forEach(server -> askers.put(server.pod().name(), new PodAsker(wiring.ports(), api, server, question)));
        rounds.ask(askers, Set.of(DNS));
    }

    private static String name(Expectation expected) {
        return "kubernetes.default.svc." + expected.dnsDomain();
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
                .filter(deployment -> deployment.where().equals(dns.servers()))
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
