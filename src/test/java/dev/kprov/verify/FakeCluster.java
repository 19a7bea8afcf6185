package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.check.Sample;
import dev.kprov.verify.dns.DnsQuestion;
import dev.kprov.verify.facility.EtcdPages;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.judge.Discovery;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.stream.PortForward;
import dev.kprov.verify.stream.Reply;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceListBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// An API server that keeps objects, filled with a sound cluster, and the little that its controllers would do.
final class FakeCluster {
    private static final String LABEL = "app.kubernetes.io/managed-by";
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static final Discovery.Demands ANYTHING =
            new Discovery.Demands(OptionalInt.empty(), Optional.empty(), Verification.DEFAULT, Sample.DEADLINE);
    private static final String OF_SERVICE = "kubernetes.io/service-name";
    private final Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), responses, new KubernetesMixedDispatcher(responses), false);
    private final FakeClock clock = new FakeClock();
    private KubernetesClient client;
    private Step onPause = () -> {};
    private final Queue<Runnable> due = new ArrayDeque<>();
    private boolean later;
    private Wiring.Commands commands = (api, pod, command, wait) -> new Reply.NoWay("no pod runs here", true);
    private final Map<String, Reply> ports = new HashMap<>();
    private String etcd = "single";
    private Optional<String> etcdWords = Optional.empty();
    private int dnsPort = 53;
    private int asked;
    private int servicesMade;
    private Dns dns = Dns.CORE_DNS;
    private Map<String, String> probed = Map.of();
    private boolean up;
    private int readyzCode = 200;
    private String readyz = "[+]ping ok\n[+]etcd ok\nreadyz check passed\n";

    /// What a test does between two looks.
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    static final class FakeClock extends Clock {
        private Instant now = Sample.NOW;

        void pass(Duration time) {
            now = now.plus(time);
        }

        Duration elapsed() {
            return Duration.between(Sample.NOW, now);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    void start() {
        SERVER_LOG.setLevel(Level.OFF);
        server.init();
        up = true;
        client = server.createClient();
        for (Host host : Sample.inventory().hosts()) {
            addNode(host);
            add(pod("kube-system", "kube-proxy-" + host.name(), host.name(), "DaemonSet", "kube-proxy"));
            add(pod("kube-flannel", "flannel-" + host.name(), host.name(), "DaemonSet", "kube-flannel-ds"));
        }
        for (String component : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd")) {
            add(pod("kube-system", component + "-cp-1", "cp-1", "Node", "cp-1"));
        }
        add(pod("kube-system", "coredns-1", "worker-1", "ReplicaSet", "coredns"));
        add(pod("kube-system", "coredns-2", "worker-2", "ReplicaSet", "coredns"));
        addDaemonSet("kube-system", "kube-proxy");
        addDaemonSet("kube-flannel", "kube-flannel-ds");
        coreDns(2);
        version("v1.36.4");
        addService("default", "kubernetes", "10.96.0.1", Map.of());
        addService("kube-system", "kube-dns", "10.96.0.10", Map.of("k8s-app", "kube-dns"));
    }

    void stop() {
        if (up) {
            up = false;
            client.close();
            server.destroy();
        }
    }

    /// Every check passed that applies: this server has no certificate.
    static void assertSound(List<CheckResult> results) {
        assertThat(results)
                .filteredOn(result -> !result.id().equals("certificates"))
                .extracting(CheckResult::verdict)
                .isNotEmpty()
                .allMatch(Verdict.Passed.class::isInstance);
    }

    FakeClock clock() {
        return clock;
    }

    Wiring wiring(Wiring.Scripts scripts) {
        return new Wiring(
                scripts,
                (api, pod, question) -> ask(pod.name(), question),
                (api, pod, command, wait) -> commands.run(api, pod, command, wait),
                (url, wait) -> {
                    throw new IOException("no node is here");
                },
                clock,
                this::pause,
                Probers::new);
    }

    /// Time passes, and the controllers work.
    private void pause(Duration time) throws InterruptedException {
        clock.now = clock.now.plus(time);
        for (Runnable answer = due.poll(); answer != null; answer = due.poll()) {
            answer.run();
        }
        if (up) {
            client.services().inNamespace("kube-system").list().getItems().forEach(this::serve);
        }
        onPause.run();
        if (up) {
            standBehindDns();
        }
    }

    /// What the controller makes of the DNS's pods.
    private void standBehindDns() {
        Service service = client.services()
                .inNamespace(dns.namespace())
                .withName(dns.service())
                .get();
        client.discovery()
                .v1()
                .endpointSlices()
                .withLabel(OF_SERVICE, dns.service())
                .delete();
        client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(dns.namespace())
                .withName(dns.service() + "-1")
                .delete();
        if (service == null) {
            return;
        }
        EndpointSliceBuilder slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(dns.service() + "-1")
                .withNamespace(dns.namespace())
                .addToLabels(OF_SERVICE, dns.service())
                .endMetadata()
                .withAddressType("IPv4");
        for (ServicePort port : service.getSpec().getPorts()) {
            slice.addNewPort()
                    .withName(port.getName())
                    .withProtocol(port.getProtocol())
                    .withPort(port.getTargetPort().getIntVal())
                    .endPort();
        }
        for (Pod pod : client.pods()
                .inNamespace(dns.namespace())
                .withLabels(service.getSpec().getSelector())
                .list()
                .getItems()) {
            slice.addNewEndpoint()
                    .withNewConditions(Readiness.getInstance().isReady(pod), true, false)
                    .withNewTargetRef()
                    .withKind("Pod")
                    .withName(pod.getMetadata().getName())
                    .endTargetRef()
                    .endEndpoint();
        }
        client.resource(slice.build()).create();
    }

    /// Has the DNS listen at another port, to which its Service leads.
    void dnsAt(int port) {
        dnsPort = port;
        dnsService(port);
    }

    /// Has the Service of the DNS lead to another port of its pods.
    void dnsService(int port) {
        client.services()
                .inNamespace(dns.namespace())
                .withName(dns.service())
                .edit(service -> new ServiceBuilder(service)
                        .editSpec()
                        .withPorts(dnsPorts(port))
                        .endSpec()
                        .build());
    }

    private static List<ServicePort> dnsPorts(int target) {
        return Stream.of("UDP", "TCP")
                .map(protocol -> new ServicePortBuilder()
                        .withName(protocol.equals("UDP") ? "dns" : "dns-tcp")
                        .withProtocol(protocol)
                        .withPort(53)
                        .withNewTargetPort(target)
                        .build())
                .toList();
    }

    private void serve(Service service) {
        if (!service.getMetadata().getLabels().containsKey(LABEL)
                || service.getSpec() == null
                || service.getSpec().getClusterIP() != null) {
            return;
        }
        servicesMade++;
        probed = service.getSpec().getSelector();
        String name = service.getMetadata().getName();
        client.resource(new ServiceBuilder(service)
                        .editSpec()
                        .withClusterIP("10.96.7.7")
                        .endSpec()
                        .build())
                .update();
        add(new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("kube-system")
                .addToLabels(OF_SERVICE, name)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewEndpoint()
                .withAddresses("10.244.1.2")
                .withNewConditions(true, true, false)
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses("10.244.2.2")
                .withNewConditions(true, true, false)
                .endEndpoint()
                .build());
    }

    /// A whole verification as a profile wants it.
    ///
    /// @param folder for the kubeconfig
    List<CheckResult> verify(Path folder, Profile profile) throws IOException, InterruptedException {
        Path kubeconfig = Files.writeString(folder.resolve("admin.conf"), kubeconfig());
        return new Verifier(wiring((host, script, timeout) -> FakeHosts.answer(script, "10.96.0.1")))
                .verify(
                        KubeApi.Context.currentOf(kubeconfig),
                        Expectation.of(profile),
                        Sample.inventory(),
                        new Watch(Clock.systemUTC(), Network.Plugin.FLANNEL),
                        new Quiet());
    }

    static final class Quiet implements Verifier.Listener {
        @Override
        public void waiting(List<String> what) {}

        @Override
        public void looked(List<CheckResult> now) {}

        @Override
        public void finished(CheckResult result) {}

        @Override
        public void asked(KubeApi.Load load) {}
    }

    static Verdict verdict(List<CheckResult> results, String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    static Verdict.Failed failed(List<CheckResult> results, String id) {
        assertThat(verdict(results, id)).isInstanceOf(Verdict.Failed.class);
        return (Verdict.Failed) verdict(results, id);
    }

    KubernetesClient client() {
        return client;
    }

    KubernetesMockServer server() {
        return server;
    }

    /// What comes of commands in pods.
    void commands(Wiring.Commands outcome) {
        commands = outcome;
    }

    /// Whoever is asked answers only when time passes.
    void answersLater() {
        later = true;
    }

    void onPause(Step step) {
        this.onPause = step;
    }

    int servicesMade() {
        return servicesMade;
    }

    /// The pods that the last Service of a probe stood in front of.
    Map<String, String> probed() {
        return probed;
    }

    /// Other names for the same DNS, whose pods get this label more.
    void rename(Dns names, String label, String value) {
        client.apps()
                .deployments()
                .inNamespace("kube-system")
                .withName("coredns")
                .delete();
        client.services().inNamespace("kube-system").withName("kube-dns").delete();
        for (String pod : List.of("coredns-1", "coredns-2")) {
            client.pods()
                    .inNamespace("kube-system")
                    .withName(pod)
                    .edit(old -> new PodBuilder(old)
                            .editMetadata()
                            .addToLabels(label, value)
                            .endMetadata()
                            .build());
        }
        dns = names;
        coreDns(2);
        addService("kube-system", names.service(), "10.96.0.10", Map.of(label, value));
    }

    /// The same DNS as OpenShift has it: a DaemonSet in a namespace of its own.
    void openShiftDns() {
        removeDeployment("coredns");
        client.services().inNamespace("kube-system").withName("kube-dns").delete();
        dns = Dns.OPENSHIFT;
        for (String pod : List.of("coredns-1", "coredns-2")) {
            hide(pod);
            add(pod(
                    dns.namespace(),
                    pod,
                    pod.equals("coredns-1") ? "worker-1" : "worker-2",
                    dns.kind(),
                    dns.workload()));
        }
        addDaemonSet(dns.namespace(), dns.workload(), 2);
        addService(dns.namespace(), dns.service(), "10.96.0.10", Map.of("k8s-app", "kube-dns"));
    }

    /// Nothing runs on the nodes any more, and nobody has marked one.
    void emptyNodes() {
        client.pods().inAnyNamespace().delete();
        client.apps().daemonSets().inAnyNamespace().delete();
        client.apps().deployments().inAnyNamespace().delete();
        client.services().inNamespace("kube-system").delete();
        client.nodes()
                .list()
                .getItems()
                .forEach(node -> client.resource(new NodeBuilder(node)
                                .editMetadata()
                                .withLabels(Map.of())
                                .endMetadata()
                                .build())
                        .update());
    }

    void removeLeases() {
        client.leases().inNamespace("kube-node-lease").delete();
    }

    void removeNodes() {
        client.nodes().delete();
    }

    /// What was asked for so far.
    List<String> requests() throws InterruptedException {
        List<String> paths = new ArrayList<>();
        for (RecordedRequest request = server.takeRequest(0, TimeUnit.SECONDS);
                request != null;
                request = server.takeRequest(0, TimeUnit.SECONDS)) {
            paths.add(request.getPath());
        }
        return paths;
    }

    List<String> probeServices() {
        return client.services().inNamespace("kube-system").withLabel(LABEL, "kprov").list().getItems().stream()
                .map(service -> service.getMetadata().getName())
                .toList();
    }

    /// What the API server says that it is.
    void version(String version) {
        server.setVersionInfo(new VersionInfo.Builder().withGitVersion(version).build());
    }

    /// A pod of kube-system that nobody sees.
    void hide(String pod) {
        client.pods().inNamespace("kube-system").withName(pod).delete();
    }

    void removeDaemonSet(String namespace, String name) {
        client.apps().daemonSets().inNamespace(namespace).withName(name).delete();
    }

    void removeDeployment(String name) {
        client.apps().deployments().inNamespace("kube-system").withName(name).delete();
    }

    void add(HasMetadata object) {
        client.resource(object).create();
    }

    void readyz(int code, String text) {
        readyzCode = code;
        readyz = text;
    }

    void forbid(String path) {
        server.expect()
                .get()
                .withPath(path)
                .andReturn(
                        403,
                        new StatusBuilder().withMessage("nodes is forbidden").build())
                .always();
    }

    /// Services that are there and how old they are, for who asks first; the server itself gives no age.
    void found(Service... services) {
        server.expect()
                .get()
                .withPath(
                        "/api/v1/namespaces/kube-system/services?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dkprov")
                .andReturn(200, new ServiceListBuilder().withItems(services).build())
                .once();
    }

    /// A container of CoreDNS ends again and again.
    void crash(String pod, int restarts, String log) {
        ContainerStatus status = new ContainerStatusBuilder()
                .withName("main")
                .withContainerID("containerd://1")
                .withRestartCount(restarts)
                .withReady(false)
                .withState(new ContainerStateBuilder()
                        .withNewWaiting("back-off", "CrashLoopBackOff")
                        .build())
                .build();
        replace(pod, status, "False");
        coreDns(1);
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/kube-system/pods/" + pod
                        + "/log?container=main&tailLines=100&previous=true")
                .andReturn(200, log)
                .always();
    }

    /// What a kubelet says, once, for which the container before is not there.
    void noLogYet(String pod) {
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/kube-system/pods/" + pod
                        + "/log?container=main&tailLines=100&previous=true")
                .andReturn(200, "unable to retrieve container logs for containerd://1")
                .once();
    }

    /// What comes of it when the DNS in this pod is asked.
    void inPod(String pod, Reply reply) {
        ports.put(pod, reply);
    }

    /// A webhook at a Service that is not there.
    void webhook(String name, String failurePolicy, String resource) {
        add(new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewWebhook()
                .withName(name + ".example.com")
                .withFailurePolicy(failurePolicy)
                .withNewClientConfig()
                .withNewService()
                .withNamespace("default")
                .withName(name)
                .endService()
                .endClientConfig()
                .addNewRule()
                .withApiGroups("")
                .withOperations("CREATE")
                .withResources(resource)
                .endRule()
                .endWebhook()
                .build());
    }

    /// What etcd says of itself from now on.
    void etcd(String recorded) {
        etcd = recorded;
    }

    /// It gives this answer to everything.
    void etcdSays(String words) {
        etcdWords = Optional.of(words);
    }

    int asked() {
        return asked;
    }

    private Reply ask(String pod, PortForward.Question question) {
        if (question.port() == EtcdQuestion.PORT) {
            if (etcdWords.isPresent()) {
                return new Reply.Answered(etcdWords.get().getBytes(StandardCharsets.US_ASCII));
            }
            return new Reply.Answered(EtcdPages.both(etcd));
        }
        if (pod.startsWith("probe-")) {
            return new Reply.Answered(
                    ("HTTP/1.0 200 OK\r\n\r\n" + pod.substring(6) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        asked++;
        return question.port() == dnsPort
                ? Optional.ofNullable(ports.get(pod)).orElseThrow()
                : new Reply.Silent("connection refused");
    }

    /// By a kubeconfig alone.
    List<CheckResult> verify(Path folder, Discovery.Demands demands) throws IOException, InterruptedException {
        Path kubeconfig = Files.writeString(folder.resolve("admin.conf"), kubeconfig());
        try (Watch watch = new Watch(clock, Network.Plugin.NONE)) {
            return new Verifier(wiring((host, script, timeout) -> {
                        throw new AssertionError("there is no way to " + host.name());
                    }))
                    .verify(
                            KubeApi.Context.currentOf(kubeconfig),
                            new Discovery(demands),
                            new Inventory("any", List.of()),
                            watch,
                            new Quiet());
        }
    }

    /// Has each server of the DNS answer right where it is asked in its pod.
    void dnsAnswers() {
        for (String pod : List.of("coredns-1", "coredns-2")) {
            byte[] question = new DnsQuestion("kubernetes.default.svc.cluster.local", "10.96.0.1").framed(0);
            inPod(pod, new Reply.Answered(FakeHosts.answerOverTcp(question, "10.96.0.1")));
        }
    }

    /// What a container that runs has printed.
    void log(String pod, String text) {
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/kube-system/pods/" + pod + "/log?container=main&tailLines=100")
                .andReturn(200, text)
                .always();
    }

    void restart(String pod) {
        replace(pod, running(1), "True");
    }

    /// All pods of the system have run for that long.
    void runFor(Duration age) {
        for (Pod pod : client.pods().inAnyNamespace().list().getItems()) {
            client.resource(new PodBuilder(pod)
                            .editStatus()
                            .editFirstContainerStatus()
                            .editState()
                            .withNewRunning(Sample.NOW.minus(age).toString())
                            .endState()
                            .endContainerStatus()
                            .endStatus()
                            .build())
                    .update();
        }
    }

    private void replace(String name, ContainerStatus status, String ready) {
        Pod pod = client.pods().inNamespace("kube-system").withName(name).get();
        client.resource(new PodBuilder(pod)
                        .editStatus()
                        .withContainerStatuses(status)
                        .editFirstCondition()
                        .withStatus(ready)
                        .endCondition()
                        .endStatus()
                        .build())
                .update();
    }

    private static ContainerStatus running(int restarts) {
        return new ContainerStatusBuilder()
                .withName("main")
                .withContainerID("containerd://" + restarts)
                .withRestartCount(restarts)
                .withReady(true)
                .withState(new ContainerStateBuilder()
                        .withNewRunning(Sample.NOW.minusSeconds(10).toString())
                        .build())
                .build();
    }

    private static Pod pod(String namespace, String name, String node, String ownerKind, String owner) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels(name.startsWith("coredns") ? Map.of("k8s-app", "kube-dns") : Map.of())
                .addNewOwnerReference()
                .withKind(ownerKind)
                .withName(owner)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withPriorityClassName("system-node-critical")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .withContainerStatuses(running(0))
                .endStatus()
                .build();
    }

    private void addNode(Host host) {
        Map<String, String> labels = new HashMap<>(host.labels());
        if (host.is(Role.CONTROL_PLANE)) {
            labels.put("node-role.kubernetes.io/control-plane", "");
        }
        add(new NodeBuilder()
                .withNewMetadata()
                .withName(host.name())
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withTaints(host.taints().stream()
                        .map(taint -> new Taint(taint.effect(), taint.key(), null, taint.value()))
                        .toList())
                .endSpec()
                .withNewStatus()
                .withNewNodeInfo()
                .withKubeletVersion("v1.36.4")
                .endNodeInfo()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
        add(new LeaseBuilder()
                .withNewMetadata()
                .withName(host.name())
                .withNamespace("kube-node-lease")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(host.name())
                .withLeaseDurationSeconds(40)
                .withRenewTime(ZonedDateTime.ofInstant(Sample.NOW, ZoneOffset.UTC))
                .endSpec()
                .build());
    }

    /// A pod of a DaemonSet.
    void addPodOf(String namespace, String set, String node) {
        add(pod(namespace, set + "-" + node, node, "DaemonSet", set));
    }

    /// A pod of kube-system that the kubelet of a node made by itself.
    void addStatic(String name, String node) {
        add(pod("kube-system", name + "-" + node, node, "Node", node));
    }

    /// Pods of a DaemonSet that take the place of another's, wherever those are.
    void replaceDaemonSet(String namespace, String name, String with) {
        removeDaemonSet(namespace, name);
        List<Pod> pods = client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata()
                        .getOwnerReferences()
                        .getFirst()
                        .getName()
                        .equals(name))
                .toList();
        for (Pod pod : pods) {
            String node = pod.getSpec().getNodeName();
            client.resource(pod).delete();
            addPodOf(namespace, with, node);
        }
        addDaemonSet(namespace, with, pods.size());
    }

    void label(String node, String label, String value) {
        client.nodes()
                .withName(node)
                .edit(old -> new NodeBuilder(old)
                        .editMetadata()
                        .addToLabels(label, value)
                        .endMetadata()
                        .build());
    }

    void unlabel(String node, String label) {
        client.nodes()
                .withName(node)
                .edit(old -> new NodeBuilder(old)
                        .editMetadata()
                        .removeFromLabels(label)
                        .endMetadata()
                        .build());
    }

    private void addDaemonSet(String namespace, String name) {
        addDaemonSet(namespace, name, 3);
    }

    /// @param nodes on how many its pods are and are to be
    void addDaemonSet(String namespace, String name, int nodes) {
        add(new DaemonSetBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewStatus()
                .withDesiredNumberScheduled(nodes)
                .withUpdatedNumberScheduled(nodes)
                .withNumberReady(nodes)
                .withNumberAvailable(nodes)
                .withObservedGeneration(1L)
                .endStatus()
                .build());
    }

    private void coreDns(int ready) {
        deployment(dns.workload(), 2, ready);
    }

    /// One of kube-system; what there was of this name is replaced.
    void deployment(String name, int wanted, int ready) {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("kube-system")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(wanted)
                        .endSpec()
                        .withNewStatus()
                        .withUpdatedReplicas(wanted)
                        .withReadyReplicas(ready)
                        .withAvailableReplicas(ready)
                        .withObservedGeneration(9L)
                        .endStatus()
                        .build())
                .createOr(existing -> existing.update());
    }

    private void addService(String namespace, String name, String address, Map<String, String> selector) {
        add(new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withClusterIP(address)
                .withSelector(selector)
                .withPorts(namespace.equals("default") ? List.of() : dnsPorts(53))
                .endSpec()
                .build());
    }

    /// What a client needs; from now on the server answers for its health.
    String kubeconfig() throws InterruptedException {
        if (up) {
            standBehindDns();
        }
        // Not what was asked by this class itself.
        requests();
        server.expect()
                .get()
                .withPath("/readyz?verbose")
                .andReturn(readyzCode, readyz)
                .always();
        return """
            apiVersion: v1
            kind: Config
            current-context: demo
            clusters: [{name: demo, cluster: {server: "http://%s:%d"}}]
            contexts: [{name: demo, context: {cluster: demo, user: admin}}]
            users: [{name: admin, user: {token: none}}]
            """.formatted(server.getHostName(), server.getPort());
    }

    /// Runs what it is given before it returns, or when time passes.
    private final class Probers extends AbstractExecutorService {
        private boolean closed;

        @Override
        public void execute(Runnable command) {
            if (later) {
                due.add(command);
            } else {
                command.run();
            }
        }

        @Override
        public void shutdown() {
            closed = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            closed = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return closed;
        }

        @Override
        public boolean isTerminated() {
            return closed;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return closed;
        }
    }
}
