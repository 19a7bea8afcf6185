package dev.kprov.verify.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.Facilities;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads everything that the checks look at: one request a kind, all at once.
public final class ClusterReader {
    private static final String CACHED = "?resourceVersion=0";
    private static final String CORE = "/api/v1/namespaces/";
    private static final String APPS = "/apis/apps/v1/";
    private static final String SYSTEM = APPS + "namespaces/kube-system/";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/";

    private final KubeApi api;
    private final Clock clock;
    private final Settings settings;
    private final FacilityReader facilities;
    private Part<List<String>> apiService = Part.notAsked();
    private Part<Snapshot.DnsService> dnsService = Part.notAsked();
    private Part<Boolean> externalEtcd = Part.notAsked();
    private Part<Boolean> proxySettings = Part.notAsked();
    private Part<String> dnsDomain = Part.notAsked();

    /// @param clock only for where the API server does not say what time it is
    /// @param settings what the cluster is not to have is not asked for
    public ClusterReader(KubeApi api, Clock clock, Settings settings) {
        this.api = api;
        this.clock = clock;
        this.settings = settings;
        this.facilities = new FacilityReader(api);
    }

    /// What one look found.
    ///
    /// @param now by the API server's clock
    public record Look(
            Instant now, Part<Snapshot.Readiness> readiness, Snapshot.Objects objects, Facilities facilities) {}

    /// The least that says how a cluster is.
    ///
    /// @param now by the API server's clock
    public record Glance(Instant now, Part<Snapshot.Readiness> readiness, Part<List<Node>> nodes) {}

    public Glance glance() throws InterruptedException {
        KubeApi.Pending readyz = api.get("/readyz?verbose");
        KubeApi.Pending nodes = api.get("/api/v1/nodes" + CACHED);
        Part<KubeApi.Reply> readiness = api.reply(readyz);
        Instant now = readiness.known().flatMap(KubeApi.Reply::date).orElseGet(clock::instant);
        return new Glance(now, readiness.map(ClusterReader::readiness), list(nodes, ApiObjects::node));
    }

    /// Only the pods of these namespaces.
    public Part<List<Pod>> pods(Set<String> namespaces) throws InterruptedException {
        return all(ask(namespaces));
    }

    /// What is asked for at every look, on its way.
    private record Asked(
            KubeApi.Pending readyz,
            KubeApi.Pending nodes,
            KubeApi.Pending nodeLeases,
            KubeApi.Pending version,
            Optional<Further> further) {}

    /// What runs there, and what else there is.
    private record Further(
            List<KubeApi.Pending> pods,
            KubeApi.Pending systemLeases,
            KubeApi.Pending daemonSets,
            KubeApi.Pending deployments,
            KubeApi.Pending statefulSets,
            FacilityReader.Asked facilities) {}

    private Asked askAll(Set<String> namespaces, boolean whole) {
        return new Asked(
                api.get("/readyz?verbose"),
                api.get("/api/v1/nodes" + CACHED),
                api.get(LEASES + "kube-node-lease/leases" + CACHED),
                api.get("/version"),
                whole ? Optional.of(askFurther(namespaces)) : Optional.empty());
    }

    private Further askFurther(Set<String> namespaces) {
        return new Further(
                ask(namespaces),
                api.get(LEASES + "kube-system/leases" + CACHED),
                api.get(APPS + "daemonsets" + CACHED),
                api.get(SYSTEM + "deployments" + CACHED),
                api.get(SYSTEM + "statefulsets" + CACHED),
                facilities.ask());
    }

    /// @param namespaces whose pods are of interest
    /// @param whole whether more than the API and the nodes is
    public Look look(Set<String> namespaces, boolean whole) throws InterruptedException {
        Asked asked = askAll(namespaces, whole);
        Part<KubeApi.Reply> readiness = api.reply(asked.readyz());
        if (readiness instanceof Part.Missing<KubeApi.Reply>(String why, Part.Cause cause)) {
            return new Look(
                    clock.instant(),
                    new Part.Missing<>(why, cause),
                    Snapshot.Objects.missing(why, cause),
                    Facilities.missing(why, cause));
        }
        Snapshot.Objects objects =
                asked.further().isPresent() ? objects(asked, asked.further().get()) : ofNodes(asked);
        return new Look(
                now(readiness, objects),
                readiness.map(ClusterReader::readiness),
                objects,
                asked.further().isPresent()
                        ? facilities.read(asked.further().get().facilities())
                        : Facilities.NONE);
    }

    private Snapshot.Objects ofNodes(Asked asked) throws InterruptedException {
        return new Snapshot.Objects(
                list(asked.nodes(), ApiObjects::node),
                Part.notAsked(),
                list(asked.nodeLeases(), ApiObjects::lease),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                Part.notAsked(),
                version(asked));
    }

    private Snapshot.Objects objects(Asked asked, Further further) throws InterruptedException {
        readWhatStays();
        return new Snapshot.Objects(
                list(asked.nodes(), ApiObjects::node),
                all(further.pods()),
                list(asked.nodeLeases(), ApiObjects::lease),
                list(further.systemLeases(), ApiObjects::lease),
                list(further.daemonSets(), ApiObjects::daemonSet),
                list(further.deployments(), ApiObjects::deployment),
                list(further.statefulSets(), ApiObjects::deployment),
                apiService,
                dnsService,
                externalEtcd,
                proxySettings,
                dnsDomain,
                version(asked));
    }

    private Part<String> version(Asked asked) throws InterruptedException {
        return api.json(asked.version()).map(json -> Json.text(json, "gitVersion"));
    }

    private List<KubeApi.Pending> ask(Set<String> namespaces) {
        return new TreeSet<>(namespaces)
                .stream()
                        .map(namespace -> api.get(CORE + namespace + "/pods" + CACHED))
                        .toList();
    }

    /// Asks until they are known: these do not change while a cluster lives.
    private void readWhatStays() throws InterruptedException {
        apiService = keep(apiService, CORE + "default/services/kubernetes", ApiObjects::clusterAddresses);
        if (settings.dns().isPresent()) {
            Dns dns = settings.dns().get();
            dnsService = keep(dnsService, CORE + "kube-system/services/" + dns.service(), ApiObjects::dnsService);
        }
        if (settings.staticPods()) {
            externalEtcd = keep(externalEtcd, CORE + "kube-system/configmaps/kubeadm-config", ApiObjects::externalEtcd);
        }
        if (settings.dns().isPresent() && settings.foundNodes().isPresent()) {
            dnsDomain = keep(dnsDomain, CORE + "kube-system/configmaps/coredns", ApiObjects::dnsDomain);
        }
        if (settings.kubeProxy() && settings.foundNodes().isPresent()) {
            proxySettings = keep(proxySettings, CORE + "kube-system/configmaps/kube-proxy", config -> true);
        }
    }

    private <T> Part<T> keep(Part<T> known, String path, Function<JsonNode, T> make) throws InterruptedException {
        return known instanceof Part.Known<T>
                ? known
                : api.json(api.get(path + CACHED)).map(make);
    }

    private <T> Part<List<T>> list(KubeApi.Pending pending, Function<JsonNode, T> make) throws InterruptedException {
        return api.json(pending).map(list -> Json.list(list, make));
    }

    private Part<List<Pod>> all(List<KubeApi.Pending> pendings) throws InterruptedException {
        List<Pod> pods = new ArrayList<>();
        for (KubeApi.Pending pending : pendings) {
            Part<List<Pod>> some = list(pending, ApiObjects::pod);
            if (!(some instanceof Part.Known<List<Pod>>(List<Pod> found))) {
                return some;
            }
            pods.addAll(found);
        }
        return new Part.Known<>(List.copyOf(pods));
    }

    /// The server's own word; else the newest sign of life in the cluster; this machine's clock may be wrong.
    private Instant now(Part<KubeApi.Reply> reply, Snapshot.Objects objects) {
        Optional<Instant> said = reply.known().flatMap(KubeApi.Reply::date);
        return said.or(() -> objects.nodeLeases().known().orElse(List.of()).stream()
                        .flatMap(lease -> lease.renewed().stream())
                        .max(Comparator.naturalOrder()))
                .orElseGet(clock::instant);
    }

    static Snapshot.Readiness readiness(KubeApi.Reply reply) {
        List<String> lines = reply.text().lines().toList();
        List<String> failing = lines.stream()
                .filter(line -> line.startsWith("[-]"))
                .map(line -> line.substring(3).replace("reason withheld", "").replaceAll("[ :]+$", ""))
                .toList();
        long passed = lines.stream().filter(line -> line.startsWith("[+]")).count();
        return new Snapshot.Readiness(reply.code(), Math.toIntExact(passed), failing);
    }
}
