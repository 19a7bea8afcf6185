package dev.kprov.verify.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.profile.Verification;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Probes.Outcome;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials;
import dev.kprov.verify.cluster.Trials.ProbePod;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.facility.Facilities;
import dev.kprov.verify.judge.Expectation;
import dev.kprov.verify.judge.PodNetwork;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// Has pods on every node use the cluster, and goes on as far as the cluster lets it at every look.
public final class Trial {
    private static final String CORE = "/api/v1";
    private static final String PROBE = "probe";
    private static final String GUARDED = "guarded";
    private static final String PORT = ":8080";
    private static final Outcome WITHOUT_SERVER =
            new Outcome.Unable("the pod behind the Service does not run (check pods-start)", false);
    /// How long all pods are waited for before those that run are asked without the others.
    private static final Duration TOGETHER = Duration.ofSeconds(15);
    /// After this, what a run left behind may go, even if it still runs.
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final KubeApi api;
    private final Wiring wiring;
    private final Executor probers;
    private final boolean lasting;
    private final Verification.Probe wanted;
    private final ProbeNamespace namespace;
    private final VolumeTrial volume;
    /// Each on its own: where the way to a kubelet is closed, all of them wait.
    private final ProbeRounds logs;
    private final ProbeRounds forwards;
    private final ProbeRounds nodePorts;
    private final Instant begun;
    private ProbeRounds rounds;
    private Map<String, String> members = Map.of();
    private Part<JsonNode> service = Part.notAsked();
    private Optional<Outcome> file = Optional.empty();
    private boolean swept;

    /// @param id makes the namespace's name unique
    /// @param expected of the cluster, as far as it is known before the first look
    public Trial(KubeApi api, Wiring wiring, Executor probers, String id, Expectation expected) {
        this.api = api;
        this.wiring = wiring;
        this.probers = probers;
        this.wanted = expected.verification().probe();
        this.lasting = !expected.verification().hold().equals(Verification.Hold.ONE_LOOK);
        this.begun = wiring.clock().instant();
        Duration longest = expected.deadline()
                .plus(expected.window())
                .plus(expected.verification().hold().time())
                .plus(GRACE);
        this.namespace = new ProbeNamespace(api, id, wanted.image(), begun.plus(longest));
        this.volume = new VolumeTrial(namespace, wiring.clock());
        this.rounds = fresh();
        this.logs = fresh();
        this.forwards = fresh();
        this.nodePorts = fresh();
    }

    private ProbeRounds fresh() {
        return new ProbeRounds(wiring.clock(), probers, lasting, ProbeRounds.SOON);
    }

    /// Goes on as far as it can.
    ///
    /// @param objects without what does not count
    /// @param now by the API server's clock
    public Trials look(Snapshot.Objects objects, Facilities facilities, Expectation expected, Instant now)
            throws InterruptedException {
        List<Node> all = objects.nodes().known().orElse(List.of());
        List<Node> nodes = all.stream().filter(node -> node.podless().isEmpty()).toList();
        List<String> aside = all.stream()
                .filter(node -> node.podless().isPresent())
                .map(node -> node.name() + " (" + node.podless().orElse("") + ")")
                .toList();
        boolean closes = closes(objects);
        Part<ProbePods> pods = switch (objects.nodes()) {
            case Part.Known<List<Node>> known when nodes.isEmpty() -> new Part.Known<>(ProbePods.NONE);
            case Part.Known<List<Node>> known -> pods(now, closes, nodes.size());
            case Part.Missing<List<Node>>(String why, Part.Cause cause) -> new Part.Missing<>(why, cause);
        };
        if (pods instanceof Part.Known<ProbePods>(ProbePods known) && !nodes.isEmpty()) {
            ask(nodes, known, objects, expected, closes);
            boolean classless =
                    facilities.defaultClasses().known().orElse(List.of()).isEmpty();
            file = classless ? Optional.empty() : Optional.of(volume.look());
        }
        return new Trials(
                nodes.stream().map(Node::name).sorted().toList(),
                aside,
                pods.map(ProbePods::probes),
                pods.known().flatMap(known -> known.other(Targets.SERVER)),
                pods.known().map(ProbePods::warning).orElse(""),
                found(pods.known().flatMap(known -> known.other(Targets.SERVER))));
    }

    private Map<Question, Map<String, Outcome>> found(Optional<ProbePod> server) {
        Map<Question, Map<String, Outcome>> found = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            found.put(question, rounds.outcomes(question.name()));
        }
        if (server.filter(ProbePod::running).isEmpty()) {
            Map<String, Outcome> silent = new TreeMap<>();
            members.keySet().forEach(node -> silent.put(node, WITHOUT_SERVER));
            Targets.BEHIND_SERVICE.forEach(question -> found.put(question, silent));
        }
        found.put(Question.LOGS, logs.outcomes(Question.LOGS.name()));
        found.put(Question.PORT_FORWARD, forwards.outcomes(Question.PORT_FORWARD.name()));
        found.put(Question.NODE_PORT_FROM_HERE, nodePorts.outcomes(Question.NODE_PORT_FROM_HERE.name()));
        file.ifPresent(outcome -> found.put(Question.VOLUME, Map.of(Trials.CLUSTER, outcome)));
        return found;
    }

    /// Whether the cluster has something that carries NetworkPolicies out.
    private static boolean closes(Snapshot.Objects objects) {
        return objects.daemonSets().known().orElse(List.of()).stream()
                .map(Workload::name)
                .anyMatch(PodNetwork.ENFORCING::contains);
    }

    private Part<ProbePods> pods(Instant now, boolean closes, int nodes) throws InterruptedException {
        if (!swept) {
            swept = true;
            namespace.removeStale(now);
        }
        if (make(closes) instanceof Part.Missing<Boolean>(String why, Part.Cause cause)) {
            return new Part.Missing<>(why, cause);
        }
        if (!(service instanceof Part.Known<JsonNode>)) {
            service = namespace.read(CORE, "services/" + PROBE);
        }
        return ProbePods.read(namespace, nodes);
    }

    /// What is made already is not made again.
    private Part<Boolean> make(boolean closes) throws InterruptedException {
        Part<Boolean> made = namespace.open();
        if (made instanceof Part.Known<Boolean>) {
            made = namespace.make("/apis/apps/v1", "daemonsets", PROBE, "probes.json", Map.of());
        }
        if (made instanceof Part.Known<Boolean>) {
            made = namespace.make(CORE, "services", PROBE, "service.json", Map.of());
        }
        if (made instanceof Part.Known<Boolean>) {
            made = namespace.make(CORE, "pods", Targets.SERVER, "server.json", Map.of("NAME", Targets.SERVER));
        }
        if (made instanceof Part.Known<Boolean> && closes) {
            made = namespace.make("/apis/networking.k8s.io/v1", "networkpolicies", GUARDED, "policy.json", Map.of());
        }
        return made instanceof Part.Known<Boolean> && closes
                ? namespace.make(CORE, "pods", GUARDED, "server.json", Map.of("NAME", GUARDED))
                : made;
    }

    private void ask(List<Node> nodes, ProbePods pods, Snapshot.Objects objects, Expectation expected, boolean closes) {
        Map<String, String> running = new TreeMap<>();
        pods.probes().forEach((node, pod) -> address(Optional.of(pod)).ifPresent(at -> running.put(node, at)));
        Optional<String> server = address(pods.other(Targets.SERVER));
        boolean late = begun.plus(TOGETHER).isBefore(wiring.clock().instant());
        boolean all = nodes.stream().allMatch(node -> running.containsKey(node.name()));
        if (!(late || (all && server.isPresent())) || !(service instanceof Part.Known<JsonNode>(JsonNode made))) {
            return;
        }
        if (!running.equals(members)) {
            members = running;
            rounds = fresh();
        }
        Optional<String> guarded = pods.other(GUARDED)
                .filter(pod -> closes && pod.pod().ready())
                .flatMap(pod -> address(Optional.of(pod)));
        Targets targets = new Targets(nodes, made, objects, expected, running, server, guarded);
        askPods(pods.probes(), running.keySet(), targets);
        askHere(targets);
    }

    private void askPods(Map<String, ProbePod> pods, Set<String> running, Targets targets) {
        Map<String, ProbeRounds.Asker> inside = new LinkedHashMap<>();
        Map<String, ProbeRounds.Asker> readers = new LinkedHashMap<>();
        Map<String, ProbeRounds.Asker> callers = new LinkedHashMap<>();
        pods.forEach((node, probe) -> {
            if (running.contains(node)) {
                inside.put(node, new ProbePodAsker(wiring.commands(), api, probe.pod(), targets.of(node)));
                readers.put(node, new LogAsker(api, probe.pod()));
                callers.put(node, new PortAsker(wiring.ports(), api, probe.pod()));
            }
        });
        rounds.ask(inside, targets.questions().stream().map(Question::name).collect(Collectors.toSet()));
        logs.ask(readers, Set.of(Question.LOGS.name()));
        forwards.ask(callers, Set.of(Question.PORT_FORWARD.name()));
    }

    private void askHere(Targets targets) {
        Map<String, ProbeRounds.Asker> askers = new LinkedHashMap<>();
        targets.nodePorts().forEach((node, target) -> askers.put(node, new NodePortAsker(wiring.pages(), target)));
        nodePorts.ask(askers, Set.of(Question.NODE_PORT_FROM_HERE.name()));
    }

    /// Where a pod listens; empty before it runs.
    private static Optional<String> address(Optional<ProbePod> pod) {
        return pod.filter(ProbePod::running).map(there -> Targets.host(there.address()) + PORT);
    }

    /// Removes all that it has made.
    public void remove() throws InterruptedException {
        namespace.remove();
    }
}
