package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.check.facility.ApiServices;
import dev.kprov.verify.check.facility.CertificateRequests;
import dev.kprov.verify.check.facility.Certificates;
import dev.kprov.verify.check.facility.DefaultStorageClass;
import dev.kprov.verify.check.facility.EtcdHealth;
import dev.kprov.verify.check.facility.Webhooks;
import dev.kprov.verify.check.facility.Workloads;
import dev.kprov.verify.check.trial.ClusterIp;
import dev.kprov.verify.check.trial.ExternalDns;
import dev.kprov.verify.check.trial.KubeletStreams;
import dev.kprov.verify.check.trial.NodePorts;
import dev.kprov.verify.check.trial.PathMtu;
import dev.kprov.verify.check.trial.PodApi;
import dev.kprov.verify.check.trial.PodDns;
import dev.kprov.verify.check.trial.PodToPod;
import dev.kprov.verify.check.trial.PodsStart;
import dev.kprov.verify.check.trial.Policies;
import dev.kprov.verify.check.trial.Volumes;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.EveryFoundNode;
import dev.kprov.verify.judge.ExceptOn;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.PodNetwork;
import dev.kprov.verify.judge.SetAside;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The checks that a cluster has to pass, in the order in which they are reported.
public final class CheckList {
    private CheckList() {}

    /// @param apart nodes on which what the system has on every node is not, beside others
    public static List<Check> of(Expectation expected, Inventory inventory, List<Node> apart) {
        List<Check> checks = new ArrayList<>();
        OptionalInt found = expected.settings().foundNodes();
        checks.add(new ApiReady(expected.settings().staticPods()));
        checks.add(
                found.isPresent()
                        ? new NodeCount(found.getAsInt())
                        : new NodeSet(
                                inventory, expected.verification().exceptions().otherNodes()));
        for (Check check : ofEveryNode(expected, inventory, apart)) {
            checks.add(found.isPresent() ? new EveryFoundNode(check) : check);
        }
        if (!expected.basic()) {
            Optional<Dns> dns = expected.settings().dns();
            dns.map(CoreDns::new).ifPresent(checks::add);
            checks.addAll(ofFacilities(expected, inventory));
            checks.add(exceptOn(apart.stream().filter(Node::virtual).toList(), new StablePods(expected.window())));
            dns.ifPresent(names -> checks.addAll(ofDns(names, expected.settings(), inventory)));
        }
        if (expected.deep()) {
            checks.addAll(ofTrials(expected));
        }
        return checks.stream().map(check -> applying(check, expected)).toList();
    }

    private static List<Check> ofFacilities(Expectation expected, Inventory inventory) {
        Set<String> elsewhere = new HashSet<>(Set.of("kube-proxy"));
        expected.settings().dns().map(Dns::workload).ifPresent(elsewhere::add);
        expected.network().map(PodNetwork::names).ifPresent(elsewhere::addAll);
        List<Check> checks = new ArrayList<>(List.of(
                new Workloads(elsewhere),
                new ApiServices(),
                new CertificateRequests(),
                new Webhooks(),
                new Certificates(nodesAsk(expected.settings(), inventory) ? inventory.hosts() : List.of())));
        if (expected.verification().defaultStorageClass()) {
            checks.add(new DefaultStorageClass());
        }
        return checks;
    }

    private static List<Check> ofTrials(Expectation expected) {
        Verification.Probe probe = expected.verification().probe();
        List<Check> checks = new ArrayList<>(List.of(
                new PodsStart(probe.image()), new KubeletStreams(), new PodToPod(), new PathMtu(), new ClusterIp()));
        checks.addAll(List.of(new NodePorts(), new PodApi()));
        if (expected.settings().dns().isPresent()) {
            checks.add(new PodDns());
        }
        if (probe.externalName().isPresent()) {
            checks.add(new ExternalDns());
        }
        checks.addAll(List.of(new Volumes(), new Policies()));
        return checks;
    }

    private static Check applying(Check check, Expectation expected) {
        String why = expected.aside().get(check.id());
        return why == null ? check : new SetAside(check, why);
    }

    private static List<Check> ofDns(Dns dns, Settings settings, Inventory inventory) {
        if (nodesAsk(settings, inventory)) {
            return List.of(new ClusterDns(dns, inventory), new ServiceRequests(dns, inventory));
        }
        String why = settings.serviceProbes() ? "there is no way to the nodes" : "the nodes are not to ask Services";
        return List.of(new DnsThroughApi(dns, why));
    }

    /// Whether the nodes themselves ask Services. Where one cannot, none does: "from every node" would be too much.
    public static boolean nodesAsk(Settings settings, Inventory inventory) {
        return settings.serviceProbes()
                && settings.foundNodes().isEmpty()
                && inventory.hosts().stream().allMatch(Host::hasWay);
    }

    private static List<Check> ofEveryNode(Expectation expected, Inventory inventory, List<Node> apart) {
        Settings settings = expected.settings();
        List<Check> checks = new ArrayList<>();
        checks.add(new NodesReady(inventory));
        checks.add(new NodeSettings(expected, inventory));
        if (settings.kubeletVersions()) {
            checks.add(new VersionSkew());
        }
        if (!expected.basic()) {
            checks.addAll(ofControlPlane(expected, inventory));
            checks.addAll(ofSystem(expected, inventory, apart));
        }
        return checks;
    }

    private static List<Check> ofControlPlane(Expectation expected, Inventory inventory) {
        Settings settings = expected.settings();
        List<Check> checks = new ArrayList<>();
        if (settings.staticPods()) {
            checks.add(new ControlPlane(inventory, settings));
            EtcdHealth etcd = new EtcdHealth(inventory, settings);
            if (EtcdHealth.canAsk(settings) || expected.aside().containsKey(etcd.id())) {
                checks.add(etcd);
            }
        }
        return checks;
    }

    private static List<Check> ofSystem(Expectation expected, Inventory inventory, List<Node> apart) {
        Inventory real = inventory.without(apart.stream().map(Node::name).collect(Collectors.toSet()));
        List<Check> checks = new ArrayList<>();
        if (expected.settings().kubeProxy()) {
            checks.add(new KubeProxy(real));
        }
        expected.network()
                .filter(network -> expected.settings().networkPods())
                .ifPresent(network -> checks.add(new NetworkPlugin(network, real)));
        return checks.stream().map(check -> exceptOn(apart, check)).toList();
    }

    private static Check exceptOn(List<Node> nodes, Check check) {
        return nodes.isEmpty() ? check : new ExceptOn(check, nodes);
    }

    /// Whether the probe's own Service has all the endpoints that it can have.
    public static boolean complete(Probes.Endpoints endpoints, int replicas) {
        return ServiceRequests.complete(endpoints, replicas);
    }
}
