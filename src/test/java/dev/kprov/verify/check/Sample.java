package dev.kprov.verify.check;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Taint;
import dev.kprov.policy.OnFailure;
import dev.kprov.profile.Network;
import dev.kprov.profile.Packages;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Runtime;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.facility.ApiService;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.CertificateRequest;
import dev.kprov.verify.facility.DnsService;
import dev.kprov.verify.facility.Endpoint;
import dev.kprov.verify.facility.Facilities;
import dev.kprov.verify.facility.Webhook;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.yaml.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A cluster of one control plane and two workers with flannel in which everything is right, until a test spoils it.
public final class Sample {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final Instant EARLIER = NOW.minusSeconds(60);
    public static final Duration WINDOW = Duration.ofSeconds(3);
    public static final Duration DEADLINE = Duration.ofSeconds(40);

    Part<Snapshot.Readiness> readiness = new Part.Known<>(new Snapshot.Readiness(200, 42, List.of()));
    List<Node> nodes = new ArrayList<>();
    List<Pod> pods = new ArrayList<>();
    List<Lease> nodeLeases = new ArrayList<>();
    List<Lease> systemLeases = new ArrayList<>();
    List<Workload> daemonSets = new ArrayList<>();
    List<Workload> deployments = new ArrayList<>();
    Part<DnsService> dnsService = new Part.Known<>(new DnsService(
            "kube-system",
            "kube-dns",
            List.of("10.96.0.10"),
            Map.of("k8s-app", "kube-dns"),
            Optional.of(new DnsService.Port("dns", "53")),
            Optional.of(new DnsService.Port("dns-tcp", "53"))));
    List<Endpoint> dnsEndpoints = List.of(endpoint("coredns-1"), endpoint("coredns-2"));
    Part<Boolean> externalEtcd = new Part.Known<>(false);
    Part<String> apiVersion = new Part.Known<>("v1.36.4");
    Part<Probes.Endpoints> endpoints = new Part.Known<>(new Probes.Endpoints("kprov-verify-1", "10.96.7.7", 2, 2));
    List<Workload> statefulSets = new ArrayList<>();
    Facilities facilities = new Facilities(
            new Part.Known<>(List.of(new ApiService("v1.apps", true, ""))),
            new Part.Known<>(List.of()),
            new Part.Known<>(List.of()),
            new Part.Known<>(List.of("fast")),
            new Part.Known<>(
                    List.of(certificate(Certificate.Holder.API_SERVER, Duration.ofDays(365), Duration.ofDays(364)))));
    Map<String, Probes.Outcome> etcd = new HashMap<>(Map.of("etcd-cp-1", new Probes.Outcome.Good("has a leader")));
    Map<String, Probes.Outcome> hostCertificates = new HashMap<>();
    Map<String, Probes.Outcome> dns = new HashMap<>();
    Map<String, Probes.Outcome> service = new HashMap<>();
    Past past = new Past(NOW, NOW.minus(WINDOW), List.of(), Map.of(), Map.of(), Map.of());

    public static Inventory inventory() {
        return new Inventory(
                "demo",
                List.of(
                        host("cp-1", Set.of(Role.CONTROL_PLANE), Map.of(), List.of()),
                        host("worker-1", Set.of(Role.WORKER), Map.of("disk", "fast"), List.of()),
                        host(
                                "worker-2",
                                Set.of(Role.WORKER),
                                Map.of(),
                                List.of(new Taint("only", "batch", "NoSchedule")))),
                Source.NONE);
    }

    private static Host host(String name, Set<Role> roles, Map<String, String> labels, List<Taint> taints) {
        return new Host(name, name, name, roles, labels, taints, new Access.Local(), Become.NONE);
    }

    public static Expectation expectation(Network.Plugin plugin, Settings settings) {
        return Expectation.of(profile(plugin, settings)).first();
    }

    public static Profile profile(Network.Plugin plugin, Settings settings) {
        return profile(plugin, settings, "1.36.4");
    }

    /// @param version of Kubernetes; empty for any
    public static Profile profile(Network.Plugin plugin, Settings settings, String version) {
        return new Profile(
                "kubeadm",
                Optional.empty(),
                "kubeadm",
                version,
                new Network("10.244.0.0/16", "10.96.0.0/12", "cluster.local", plugin, Optional.empty()),
                Optional.empty(),
                new Runtime("containerd", Optional.empty()),
                new Packages(new Packages.Repository("http://mirror.lab", "/", "", "key.asc"), Optional.empty()),
                Map.of(),
                new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), DEADLINE),
                Verification.DEFAULT.withWindow(WINDOW),
                new OnFailure.Finish(),
                settings,
                Source.NONE);
    }

    /// A sound cluster that pods on every node have used, and whose NetworkPolicies count.
    static Sample tried() {
        Sample sample = healthy();
        sample.daemonSets.add(new Workload("kube-system", "kube-network-policies", true, 3, 3, 3, 3, true));
        Map<String, Trials.ProbePod> pods = new HashMap<>();
        for (Host host : inventory().hosts()) {
            pods.put(host.name(), probePod(host.name(), new Pod.State.Running(EARLIER)));
        }
        for (Trials.Question question : Trials.Question.values()) {
            Map<String, Probes.Outcome> found = new HashMap<>();
            for (String node : question == Trials.Question.VOLUME ? Set.of(Trials.CLUSTER) : pods.keySet()) {
                found.put(node, new Probes.Outcome.Good("it works"));
            }
            sample.found.put(question, found);
        }
        sample.trials = new Trials(
                pods.keySet().stream().sorted().toList(),
                List.of(),
                new Part.Known<>(pods),
                Optional.of(probePod("worker-1", new Pod.State.Running(EARLIER))),
                "",
                sample.found);
        return sample;
    }

    static Trials.ProbePod probePod(String node, Pod.State state) {
        boolean runs = state instanceof Pod.State.Running;
        Pod pod = new Pod(
                "kprov-verify-1",
                "probe-" + node,
                node,
                "DaemonSet/probe",
                "",
                runs ? "Running" : "Pending",
                runs,
                false,
                "",
                Map.of("app", "probe"),
                List.of(new Pod.Container("probe", "busybox", "1", runs, 0, state, Optional.empty())));
        return new Trials.ProbePod(
                pod, runs ? "10.244.1.7" : "", runs ? Optional.of(Duration.ofSeconds(2)) : Optional.empty(), "");
    }

    /// In place of the pod on the same node.
    void trials(Trials.ProbePod pod) {
        trials = new Trials(
                trials.nodes(),
                trials.aside(),
                trials.pods().map(all -> {
                    Map<String, Trials.ProbePod> changed = new HashMap<>(all);
                    changed.put(pod.pod().node(), pod);
                    return changed;
                }),
                trials.server(),
                trials.warning(),
                found);
    }

    /// Something went wrong with a question.
    void wrong(Trials.Question question, String who, String actual) {
        found.computeIfAbsent(question, fresh -> new HashMap<>())
                .put(who, new Probes.Outcome.Bad(actual, Duration.ofSeconds(1)));
    }

    public static Sample healthy() {
        Sample sample = new Sample();
        for (Host host : inventory().hosts()) {
            sample.addNode(host);
            sample.pods.add(pod("kube-system", "kube-proxy-" + host.name(), host.name(), "DaemonSet/kube-proxy"));
            sample.pods.add(pod("kube-flannel", "flannel-" + host.name(), host.name(), "DaemonSet/kube-flannel-ds"));
            sample.hostCertificates.put(host.name(), new Probes.Outcome.Good(""));
            sample.dns.put(host.name(), new Probes.Outcome.Good("8 queries at 10.96.0.10"));
            sample.service.put(host.name(), new Probes.Outcome.Good("8 queries at 10.96.7.7"));
        }
        for (String component : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd")) {
            sample.pods.add(pod("kube-system", component + "-cp-1", "cp-1", "Node/cp-1"));
        }
        sample.pods.add(pod("kube-system", "coredns-1", "worker-1", "ReplicaSet/coredns"));
        sample.pods.add(pod("kube-system", "coredns-2", "worker-2", "ReplicaSet/coredns"));
        sample.dns.put("coredns-1", new Probes.Outcome.Good("it is 10.96.0.1"));
        sample.dns.put("coredns-2", new Probes.Outcome.Good("it is 10.96.0.1"));
        sample.daemonSets.add(new Workload("kube-system", "kube-proxy", true, 3, 3, 3, 3, true));
        sample.daemonSets.add(new Workload("kube-flannel", "kube-flannel-ds", true, 3, 3, 3, 3, true));
        sample.deployments.add(new Workload("kube-system", "coredns", true, 2, 2, 2, 2, false));
        return sample;
    }

    private void addNode(Host host) {
        Map<String, String> labels = new HashMap<>(host.labels());
        if (host.is(Role.CONTROL_PLANE)) {
            labels.put(Node.CONTROL_PLANE_LABEL, "");
        }
        Node.Condition ready = new Node.Condition("True", "KubeletReady", "");
        nodes.add(new Node(
                host.name(), "v1.36.4", "10.0.0.1", EARLIER, false, labels, host.taints(), Map.of("Ready", ready)));
        nodeLeases.add(new Lease(
                host.name(), host.name(), Duration.ofSeconds(40), Optional.of(NOW.minusSeconds(9)), Map.of()));
    }

    static Pod pod(String namespace, String name, String node, String owner) {
        Map<String, String> labels = new HashMap<>();
        labels.put(name.startsWith("coredns") ? "k8s-app" : "any", "kube-dns");
        labels.put(owner.startsWith("Node/") ? "tier" : "kind", "control-plane");
        return new Pod(
                namespace,
                name,
                node,
                owner,
                "system-node-critical",
                "Running",
                true,
                false,
                "",
                labels,
                List.of(container(new Pod.State.Running(EARLIER), true, 0)));
    }

    static Pod.Container container(Pod.State state, boolean ready, int restarts) {
        return new Pod.Container(
                "main", "registry.k8s.io/x:1", "containerd://1", ready, restarts, state, Optional.empty());
    }

    Sample pod(String name, UnaryOperator<Pod> change) {
        pods.replaceAll(pod -> pod.name().equals(name) ? change.apply(pod) : pod);
        return this;
    }

    Sample withoutPod(String name) {
        pods.removeIf(pod -> pod.name().equals(name));
        return this;
    }

    Sample node(String name, UnaryOperator<Node> change) {
        nodes.replaceAll(node -> node.name().equals(name) ? change.apply(node) : node);
        return this;
    }

    Sample daemonSet(Predicate<Workload> which, UnaryOperator<Workload> change) {
        daemonSets.replaceAll(set -> which.test(set) ? change.apply(set) : set);
        return this;
    }

    static Pod inState(Pod pod, Pod.State state, int restarts) {
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.owner(),
                pod.priorityClass(),
                pod.phase(),
                false,
                false,
                "",
                pod.labels(),
                List.of(container(state, false, restarts)));
    }

    static Node withCondition(Node node, String type, Node.Condition condition) {
        Map<String, Node.Condition> conditions = new HashMap<>(node.conditions());
        conditions.put(type, condition);
        return new Node(
                node.name(),
                node.version(),
                node.address(),
                node.created(),
                node.cordoned(),
                node.labels(),
                node.taints(),
                conditions);
    }

    static Node cordoned(Node node) {
        return new Node(
                node.name(),
                node.version(),
                node.address(),
                node.created(),
                true,
                node.labels(),
                node.taints(),
                node.conditions());
    }

    static Node withSettings(Node node, String version, Map<String, String> labels, List<Taint> taints) {
        return new Node(node.name(), version, node.address(), node.created(), false, labels, taints, node.conditions());
    }

    void apiServices(ApiService... services) {
        facilities = new Facilities(
                new Part.Known<>(List.of(services)),
                facilities.requests(),
                facilities.webhooks(),
                facilities.defaultClasses(),
                facilities.certificates());
    }

    void requests(CertificateRequest... requests) {
        facilities = new Facilities(
                facilities.apiServices(),
                new Part.Known<>(List.of(requests)),
                facilities.webhooks(),
                facilities.defaultClasses(),
                facilities.certificates());
    }

    void webhooks(Webhook... webhooks) {
        facilities = new Facilities(
                facilities.apiServices(),
                facilities.requests(),
                new Part.Known<>(List.of(webhooks)),
                facilities.defaultClasses(),
                facilities.certificates());
    }

    void defaultClasses(String... names) {
        facilities = new Facilities(
                facilities.apiServices(),
                facilities.requests(),
                facilities.webhooks(),
                new Part.Known<>(List.of(names)),
                facilities.certificates());
    }

    void certificates(Certificate... certificates) {
        facilities = new Facilities(
                facilities.apiServices(),
                facilities.requests(),
                facilities.webhooks(),
                facilities.defaultClasses(),
                new Part.Known<>(List.of(certificates)));
    }

    void dnsEndpoints(Endpoint... endpoints) {
        dnsEndpoints = List.of(endpoints);
    }

    /// A pod that answers for the DNS.
    static Endpoint endpoint(String pod) {
        return new Endpoint(
                pod, true, List.of(new Endpoint.Port("dns", "UDP", 53), new Endpoint.Port("dns-tcp", "TCP", 53)));
    }

    static Certificate certificate(Certificate.Holder holder, Duration life, Duration left) {
        return new Certificate(holder, "CN=somebody", NOW.plus(left).minus(life), NOW.plus(left));
    }

    final Map<Trials.Question, Map<String, Probes.Outcome>> found = new HashMap<>();
    Trials trials = Trials.NONE;

    Snapshot build() {
        return new Snapshot(
                NOW,
                readiness,
                new Snapshot.Objects(
                        new Part.Known<>(nodes),
                        new Part.Known<>(pods),
                        new Part.Known<>(nodeLeases),
                        new Part.Known<>(systemLeases),
                        new Part.Known<>(daemonSets),
                        new Part.Known<>(deployments),
                        new Part.Known<>(statefulSets),
                        new Part.Known<>(List.of("10.96.0.1")),
                        dnsService,
                        new Part.Known<>(dnsEndpoints),
                        externalEtcd,
                        Part.notAsked(),
                        Part.notAsked(),
                        apiVersion),
                facilities,
                past,
                new Probes(endpoints, dns, service, etcd, hostCertificates),
                new Trials(trials.nodes(), trials.aside(), trials.pods(), trials.server(), trials.warning(), found));
    }

    /// A cluster of which nothing can be read, for one reason.
    static Snapshot unreadable(Part.Cause cause) {
        return new Snapshot(
                NOW,
                missing(cause),
                new Snapshot.Objects(
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause),
                        missing(cause)),
                Facilities.missing("https://10.0.0.1:6443: " + cause, cause),
                Past.begin(NOW),
                new Probes(missing(cause), Map.of(), Map.of(), Map.of(), Map.of()),
                new Trials(List.of(), List.of(), missing(cause), Optional.empty(), "", Map.of()));
    }

    private static <T> Part<T> missing(Part.Cause cause) {
        return new Part.Missing<>("https://10.0.0.1:6443: " + cause, cause);
    }
}
