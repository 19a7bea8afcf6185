package dev.kprov.verify.cluster;

import dev.kprov.profile.Settings;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Listing;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.Endpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads what a cluster is made of, and what runs there: one request a kind, all at once.
public final class ClusterReader {
    /// Whatever version the server has at hand: the answer costs it least.
    static final String CACHED = "?resourceVersion=0";
    private static final String NODES = "/api/v1/nodes";
    private static final String CORE = "/api/v1/namespaces/";
    private static final String APPS = "/apis/apps/v1/";
    private static final String SYSTEM = APPS + "namespaces/kube-system/";
    private static final String DAEMON_SETS = APPS + "daemonsets";
    private static final String READYZ = "/readyz?verbose";
    private static final String LIVEZ = "/livez?verbose";
    private static final String DEPLOYMENTS = SYSTEM + "deployments";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/";

    private final KubeApi api;
    private final Clock clock;
    private final StayingReader staying;
    private Map<String, String> versions = Map.of();

    /// @param clock only for where the API server does not say what time it is
    public ClusterReader(KubeApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.staying = new StayingReader(api);
    }

    /// What one look found.
    ///
    /// @param now by the API server's clock
    public record Look(Instant now, Part<Snapshot.Readiness> readiness, Snapshot.Objects objects) {
        public boolean ready() {
            return Snapshot.Readiness.good(readiness);
        }
    }

    /// The least that says how a cluster is.
    ///
    /// @param now by the API server's clock
    public record Glance(Instant now, Part<Snapshot.Readiness> readiness, Part<List<Node>> nodes) {}

    public Glance glance() throws InterruptedException {
        KubeApi.Pending readyz = api.get(READYZ);
        Listing<Node> nodes = nodes();
        Part<KubeApi.Reply> readiness = api.reply(readyz);
        Instant now = readiness.known().flatMap(KubeApi.Reply::date).orElseGet(clock::instant);
        return new Glance(now, readiness.map(Snapshot.Readiness::read), nodes.all());
    }

    /// Only the pods of these namespaces.
    public Part<List<Pod>> pods(Set<String> namespaces) throws InterruptedException {
        return all(ask(namespaces));
    }

    /// What is asked for at every look, on its way.
    private record Asked(
            KubeApi.Pending readyz,
            KubeApi.Pending livez,
            Listing<Node> nodes,
            Listing<Lease> nodeLeases,
            KubeApi.Pending version,
            Optional<Further> further) {}

    /// What runs there, and what else there is.
    private record Further(
            Map<String, Listing<Pod>> pods,
            Listing<Lease> systemLeases,
            Listing<Workload> daemonSets,
            Listing<Workload> deployments,
            Listing<Workload> statefulSets,
            StayingReader.Asked staying,
            Optional<Listing<List<Endpoint>>> dnsEndpoints) {}

    private Asked askAll(Set<String> namespaces, Optional<Settings> whole) {
        // First what is answered fastest: it makes the connection.
        KubeApi.Pending version = api.get("/version");
        return new Asked(
                api.get(READYZ),
                api.get(LIVEZ),
                nodes(),
                api.list(LEASES + "kube-node-lease/leases" + CACHED, ApiObjects::lease),
                version,
                whole.map(settings -> askFurther(namespaces, settings)));
    }

    private Further askFurther(Set<String> namespaces, Settings settings) {
        return new Further(
                ask(namespaces),
                api.list(LEASES + "kube-system/leases" + CACHED, ApiObjects::lease),
                api.list(DAEMON_SETS + CACHED, ApiObjects::daemonSet),
                api.list(DEPLOYMENTS + CACHED, ApiObjects::deployment),
                api.list(SYSTEM + "statefulsets" + CACHED, ApiObjects::deployment),
                staying.ask(settings),
                settings.dns()
                        .map(dns -> api.list(
                                ServiceObjects.slices(dns.namespace(), dns.service()) + "&resourceVersion=0",
                                ServiceObjects::ofSlice)));
    }

    /// @param namespaces whose pods are of interest
    /// @param whole what the cluster is to have; empty where only the API and the nodes are of interest
    public Look look(Set<String> namespaces, Optional<Settings> whole) throws InterruptedException {
        Asked asked = askAll(namespaces, whole);
        Part<KubeApi.Reply> readiness = api.reply(asked.readyz());
        if (readiness instanceof Part.Missing<KubeApi.Reply>(String why, Part.Cause cause)) {
            versions = Map.of();
            return new Look(clock.instant(), new Part.Missing<>(why, cause), Snapshot.Objects.missing(why, cause));
        }
        Snapshot.Objects objects =
                asked.further().isPresent() ? objects(asked, asked.further().get()) : ofNodes(asked);
        versions = versions(asked);
        return new Look(now(readiness, objects), health(readiness, asked.livez()), objects);
    }

    /// The same look, with what the API server says of itself now. Its time stays that of the objects.
    public Look readyAgain(Look look) throws InterruptedException {
        KubeApi.Pending livez = api.get(LIVEZ);
        Part<Snapshot.Readiness> health = health(api.reply(api.get(READYZ)), livez);
        return new Look(look.now(), health, look.objects());
    }

    private Part<Snapshot.Readiness> health(Part<KubeApi.Reply> readyz, KubeApi.Pending livez)
            throws InterruptedException {
        Part<Snapshot.Readiness> ready = readyz.map(Snapshot.Readiness::read);
        return ready instanceof Part.Known<Snapshot.Readiness>(Snapshot.Readiness said)
                ? api.reply(livez).map(alive -> said.and(Snapshot.Readiness.read(alive)))
                : ready;
    }

    /// Of the lists that say most of what becomes of a cluster, as they were at the last look, by their paths.
    public Map<String, String> versions() {
        return versions;
    }

    private static Map<String, String> versions(Asked asked) {
        Map<String, String> versions = new HashMap<>(Map.of(NODES, asked.nodes().version()));
        asked.further().ifPresent(further -> {
            further.pods().forEach((path, pods) -> versions.put(path, pods.version()));
            versions.put(DAEMON_SETS, further.daemonSets().version());
            versions.put(DEPLOYMENTS, further.deployments().version());
        });
        return Map.copyOf(versions);
    }

    private Snapshot.Objects ofNodes(Asked asked) throws InterruptedException {
        return new Snapshot.Objects(
                asked.nodes().all(),
                Part.notAsked(),
                asked.nodeLeases().all(),
                Part.notAsked(),
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
        StayingReader.Found stays = staying.read(further.staying());
        return new Snapshot.Objects(
                asked.nodes().all(),
                all(further.pods()),
                asked.nodeLeases().all(),
                further.systemLeases().all(),
                further.daemonSets().all(),
                further.deployments().all(),
                further.statefulSets().all(),
                stays.apiService(),
                stays.dnsService(),
                further.dnsEndpoints().isPresent()
                        ? ServiceObjects.endpoints(further.dnsEndpoints().get())
                        : Part.notAsked(),
                stays.externalEtcd(),
                stays.proxySettings(),
                stays.dnsDomain(),
                version(asked));
    }

    private Part<String> version(Asked asked) throws InterruptedException {
        return api.json(asked.version()).map(json -> Json.text(json, "gitVersion"));
    }

    /// By their path.
    private Map<String, Listing<Pod>> ask(Set<String> namespaces) {
        Map<String, Listing<Pod>> listings = new TreeMap<>();
        namespaces.forEach(namespace -> {
            String path = CORE + namespace + "/pods";
            listings.put(path, api.list(path + CACHED, ApiObjects::pod));
        });
        return listings;
    }

    private Listing<Node> nodes() {
        return api.list(NODES + CACHED, ApiObjects::node);
    }

    private static Part<List<Pod>> all(Map<String, Listing<Pod>> listings) throws InterruptedException {
        List<Pod> pods = new ArrayList<>();
        for (Listing<Pod> listing : listings.values()) {
            Part<List<Pod>> some = listing.all();
            if (!(some instanceof Part.Known<List<Pod>>(List<Pod> found))) {
                return some;
            }
            pods.addAll(found);
        }
        return new Part.Known<>(List.copyOf(pods));
    }

    /// The server's own word; else the newest sign of life in the cluster; this machine's clock may be wrong.
    private Instant now(Part<KubeApi.Reply> reply, Snapshot.Objects objects) {
        return reply.known()
                .flatMap(KubeApi.Reply::date)
                .or(() -> objects.nodeLeases().known().orElse(List.of()).stream()
                        .flatMap(lease -> lease.renewed().stream())
                        .max(Comparator.naturalOrder()))
                .orElseGet(clock::instant);
    }
}
