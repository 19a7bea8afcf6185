package dev.kprov.verify.cluster;

import static dev.kprov.verify.cluster.ClusterReader.CACHED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.DnsService;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads what does not change while a cluster lives: asked for, all at once, until it is known.
final class StayingReader {
    private static final String SYSTEM = "/api/v1/namespaces/kube-system/";

    private final KubeApi api;
    private Found found =
            new Found(Part.notAsked(), Part.notAsked(), Part.notAsked(), Part.notAsked(), Part.notAsked());

    StayingReader(KubeApi api) {
        this.api = api;
    }

    /// @see Snapshot.Objects
    record Found(
            Part<List<String>> apiService,
            Part<DnsService> dnsService,
            Part<Boolean> externalEtcd,
            Part<Boolean> proxySettings,
            Part<String> dnsDomain) {}

    /// What is asked for, on its way.
    record Asked(
            Kept<List<String>> apiService,
            Kept<DnsService> dnsService,
            Kept<Boolean> externalEtcd,
            Kept<Boolean> proxySettings,
            Kept<String> dnsDomain) {}

    /// What is known, or the question that is on its way.
    private record Kept<T>(Part<T> known, Optional<KubeApi.Pending> asked) {}

    /// @param settings what the cluster is not to have is not asked for
    Asked ask(Settings settings) {
        boolean stranger = settings.foundNodes().isPresent();
        Optional<Dns> dns = settings.dns();
        Part<DnsService> service = found.dnsService()
                        .known()
                        .filter(known -> !Optional.of(known.where()).equals(dns.map(Dns::where)))
                        .isPresent()
                ? Part.notAsked()
                : found.dnsService();
        return new Asked(
                keep(found.apiService(), true, "/api/v1/namespaces/default/services/kubernetes"),
                keep(
                        service,
                        dns.isPresent(),
                        "/api/v1/namespaces/" + dns.map(Dns::namespace).orElse("") + "/services/"
                                + dns.map(Dns::service).orElse("")),
                keep(found.externalEtcd(), settings.staticPods(), SYSTEM + "configmaps/kubeadm-config"),
                keep(found.proxySettings(), settings.kubeProxy() && stranger, SYSTEM + "configmaps/kube-proxy"),
                keep(found.dnsDomain(), dns.isPresent() && stranger, SYSTEM + "configmaps/coredns"));
    }

    Found read(Asked asked) throws InterruptedException {
        found = new Found(
                read(asked.apiService(), ServiceObjects::clusterAddresses),
                read(asked.dnsService(), ServiceObjects::dnsService),
                read(asked.externalEtcd(), ApiObjects::externalEtcd),
                read(asked.proxySettings(), config -> true),
                read(asked.dnsDomain(), ApiObjects::dnsDomain));
        return found;
    }

    private <T> Kept<T> keep(Part<T> known, boolean wanted, String path) {
        return new Kept<>(
                known,
                wanted && !(known instanceof Part.Known<T>) ? Optional.of(api.get(path + CACHED)) : Optional.empty());
    }

    private <T> Part<T> read(Kept<T> kept, Function<JsonNode, T> make) throws InterruptedException {
        return kept.asked().isPresent() ? api.json(kept.asked().get()).map(make) : kept.known();
    }
}
