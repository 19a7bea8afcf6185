package dev.kprov.verify.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.Json;
import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.judge.Expectation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What there is to ask in a cluster.
///
/// @param service in front of the server
/// @param probes those that run, by their node: their address and port
/// @param server its address and port; empty while it does not run
/// @param guarded the address and port of a pod that nobody may reach; empty where there is none
record Targets(
        List<Node> nodes,
        JsonNode service,
        Snapshot.Objects objects,
        Expectation expected,
        Map<String, String> probes,
        Optional<String> server,
        Optional<String> guarded) {
    static final String SERVER = "server";
    /// What the server answers.
    static final Set<Question> BEHIND_SERVICE = EnumSet.of(Question.SERVICE, Question.NODE_PORT);

    Set<Question> questions() {
        Set<Question> questions = EnumSet.of(Question.PEERS, Question.LOAD, Question.API, Question.EXEC);
        if (server.isPresent()) {
            questions.addAll(BEHIND_SERVICE);
        }
        if (!name().isEmpty()) {
            questions.add(Question.DNS);
        }
        if (external().isPresent()) {
            questions.add(Question.EXTERNAL_DNS);
        }
        if (guarded.isPresent()) {
            questions.add(Question.POLICY);
        }
        if (api().isEmpty()) {
            questions.remove(Question.API);
        }
        return questions;
    }

    /// What the pod on a node asks.
    ProbeQuestions of(String node) {
        Map<String, String> peers = Ring.after(node, probes);
        server.ifPresent(at -> peers.put(SERVER, at));
        Map<String, String> ports = Ring.after(node, nodePorts());
        return new ProbeQuestions(
                name(),
                external().orElse(""),
                api().orElse(""),
                host(Json.text(service.path("spec"), "clusterIP")) + ":80",
                ports.isEmpty() ? nodePorts() : ports,
                peers,
                guarded.orElse(""));
    }

    /// By the name of the node.
    Map<String, String> nodePorts() {
        String port = Json.text(service.path("spec").path("ports").path(0), "nodePort");
        Map<String, String> ports = new LinkedHashMap<>();
        nodes.stream()
                .filter(node -> !node.address().isEmpty())
                .forEach(node -> ports.put(node.name(), host(node.address()) + ":" + port));
        return ports;
    }

    private List<String> name() {
        return expected.settings().dns().isEmpty() || address().isEmpty()
                ? List.of()
                : List.of(
                        "kubernetes.default.svc." + expected.dnsDomain(),
                        address().get());
    }

    private Optional<String> external() {
        return expected.verification().probe().externalName();
    }

    private Optional<String> api() {
        return address().map(address -> host(address) + ":443");
    }

    private Optional<String> address() {
        return objects.apiService().known().map(List::getFirst).filter(address -> !address.isEmpty());
    }

    /// As it stands in a URL.
    static String host(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
