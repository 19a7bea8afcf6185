package dev.kprov.verify.cluster;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.facility.DnsService;
import dev.kprov.verify.facility.Endpoint;
import dev.kprov.verify.facility.Facilities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything that is known about the cluster at one moment; what a check judges.
///
/// @param now the moment by the API server's clock
public record Snapshot(
        Instant now,
        Part<Readiness> readiness,
        Objects objects,
        Facilities facilities,
        Past past,
        Probes probes,
        Trials trials) {
    /// What `/readyz?verbose` said, and `/livez?verbose`.
    ///
    /// @param code the HTTP status
    /// @param passed how many of the former's checks passed
    /// @param failing those that did not, of either
    public record Readiness(int code, int passed, List<String> failing) {
        private static final int OK = 200;
        private static final int NOT_FOUND = 404;

        public Readiness {
            failing = List.copyOf(failing);
        }

        static Readiness read(KubeApi.Reply reply) {
            List<String> lines = reply.text().lines().toList();
            List<String> failing = lines.stream()
                    .filter(line -> line.startsWith("[-]"))
                    .map(line ->
                            line.substring(3).replace("reason withheld", "").replaceAll("[ :]+$", ""))
                    .toList();
            long passed = lines.stream().filter(line -> line.startsWith("[+]")).count();
            return new Readiness(reply.code(), Math.toIntExact(passed), failing);
        }

        /// @param alive what `/livez` said, which not everything has that passes on the rest
        Readiness and(Readiness alive) {
            return alive.code == NOT_FOUND
                    ? this
                    : new Readiness(
                            code == OK ? alive.code : code,
                            passed,
                            Stream.concat(failing.stream(), alive.failing.stream())
                                    .distinct()
                                    .toList());
        }

        public boolean ok() {
            return code == OK && failing.isEmpty();
        }

        /// Whether it was said at all, and that all is well.
        public static boolean good(Part<Readiness> said) {
            return said.known().filter(Readiness::ok).isPresent();
        }
    }

    /// @param pods those of the system's namespaces
    /// @param deployments those of kube-system
    /// @param statefulSets those of kube-system
    /// @param apiService the addresses of the Service `default/kubernetes`
    /// @param dnsEndpoints behind the Service of the cluster's DNS
    /// @param proxySettings whether there are some of kube-proxy; asked where its DaemonSet may be missing
    /// @param dnsDomain for which CoreDNS answers from Services; asked where nobody says it; empty where CoreDNS
    ///     does not
    /// @param apiVersion of the API server that answered, such as `v1.36.4`
    public record Objects(
            Part<List<Node>> nodes,
            Part<List<Pod>> pods,
            Part<List<Lease>> nodeLeases,
            Part<List<Lease>> systemLeases,
            Part<List<Workload>> daemonSets,
            Part<List<Workload>> deployments,
            Part<List<Workload>> statefulSets,
            Part<List<String>> apiService,
            Part<DnsService> dnsService,
            Part<List<Endpoint>> dnsEndpoints,
            Part<Boolean> externalEtcd,
            Part<Boolean> proxySettings,
            Part<String> dnsDomain,
            Part<String> apiVersion) {
        /// The same as if these nodes were not there: what is on them, or to be on them, does not count.
        public Objects without(Set<String> names) {
            if (names.isEmpty()) {
                return this;
            }
            List<Pod> gone = pods.known().orElse(List.of()).stream()
                    .filter(pod -> names.contains(pod.node()))
                    .toList();
            return new Objects(
                    nodes.map(all -> filtered(all, node -> !names.contains(node.name()))),
                    pods.map(all -> filtered(all, pod -> !names.contains(pod.node()))),
                    nodeLeases.map(all -> filtered(all, lease -> !names.contains(lease.name()))),
                    systemLeases,
                    daemonSets.map(all -> all.stream()
                            .map(set -> set.without(filtered(
                                    gone,
                                    pod -> pod.namespace().equals(set.namespace())
                                            && pod.owner().equals("DaemonSet/" + set.name()))))
                            .toList()),
                    deployments,
                    statefulSets,
                    apiService,
                    dnsService,
                    dnsEndpoints,
                    externalEtcd,
                    proxySettings,
                    dnsDomain,
                    apiVersion);
        }

        /// Those of kube-system that the kubelet of each node made by itself.
        ///
        /// @param name before the node's
        public List<Pod> staticPods(String name) {
            return filtered(
                    pods.known().orElse(List.of()),
                    pod -> pod.namespace().equals("kube-system")
                            && pod.name().equals(name + "-" + pod.node())
                            && pod.owner().equals("Node/" + pod.node()));
        }

        /// The names of the nodes that are to have a member of etcd: those of the control plane, except where nobody
        /// knew the nodes before and some are marked for it.
        public List<String> etcdHosts(Inventory inventory, Settings settings) {
            List<String> marked = nodes.known().orElse(List.of()).stream()
                    .filter(node -> node.labels().containsKey(Node.ETCD_LABEL))
                    .map(Node::name)
                    .toList();
            return settings.foundNodes().isPresent() && !marked.isEmpty()
                    ? marked
                    : inventory.hosts(Role.CONTROL_PLANE).stream()
                            .map(Host::name)
                            .toList();
        }

        /// The DNS servers behind their Service that are to stay.
        public List<Pod> dnsPods() {
            return dnsService
                    .known()
                    .map(service ->
                            filtered(pods.known().orElse(List.of()), pod -> pod.wanted() && selects(service, pod)))
                    .orElse(List.of());
        }

        /// Those that the Service leads to.
        public List<DnsServer> dnsServers() {
            List<DnsServer> servers = new ArrayList<>();
            dnsService
                    .known()
                    .ifPresent(service -> dnsEndpoints.known().orElse(List.of()).stream()
                            .filter(Endpoint::ready)
                            .forEach(endpoint -> service.port(endpoint)
                                    .ifPresent(port -> pod(service.namespace(), endpoint.pod())
                                            .ifPresent(pod -> servers.add(new DnsServer(pod, port))))));
            return List.copyOf(servers);
        }

        private Optional<Pod> pod(String namespace, String name) {
            return pods.known().orElse(List.of()).stream()
                    .filter(pod ->
                            pod.namespace().equals(namespace) && pod.name().equals(name))
                    .findFirst();
        }

        private static boolean selects(DnsService service, Pod pod) {
            return !service.selector().isEmpty()
                    && pod.namespace().equals(service.namespace())
                    && pod.labels().entrySet().containsAll(service.selector().entrySet());
        }

        private static <T> List<T> filtered(List<T> all, Predicate<T> wanted) {
            return all.stream().filter(wanted).toList();
        }

        /// None of them could be read, for one reason.
        static Objects missing(String why, Part.Cause cause) {
            return new Objects(
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause),
                    new Part.Missing<>(why, cause));
        }
    }

    /// A pod that answers for the DNS.
    ///
    /// @param port over TCP
    public record DnsServer(Pod pod, int port) {}

    /// The same as if these nodes were not there.
    public Snapshot without(Set<String> nodes) {
        return new Snapshot(now, readiness, objects.without(nodes), facilities, past, probes, trials);
    }

    public boolean ready() {
        return Readiness.good(readiness);
    }

    public List<Pod> podsOwnedBy(String owner) {
        return objects.pods().known().orElse(List.of()).stream()
                .filter(pod -> pod.owner().equals(owner))
                .toList();
    }

    /// What runs the servers of a DNS.
    public Optional<Workload> servers(Dns dns) {
        return Stream.of(objects.deployments(), objects.daemonSets())
                .flatMap(all -> all.known().orElse(List.of()).stream())
                .filter(workload -> workload.where().equals(dns.servers()))
                .findFirst();
    }
}
