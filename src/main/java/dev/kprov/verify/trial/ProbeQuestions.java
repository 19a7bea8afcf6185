package dev.kprov.verify.trial;

import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What one pod asks from where it is, and what its answers mean.
///
/// @param name to ask the DNS for, and its only right address; empty where the DNS is not asked
/// @param external another name; empty when none is
/// @param api where the API server answers, `ADDRESS:PORT`
/// @param service a ClusterIP in front of the pods, `ADDRESS:PORT`
/// @param nodePorts by node: its address and the port
/// @param peers by node: the address and port of the pod there
/// @param guarded where a pod listens that nobody may reach; empty where there is none
record ProbeQuestions(
        List<String> name,
        String external,
        String api,
        String service,
        Map<String, String> nodePorts,
        Map<String, String> peers,
        String guarded) {
    static final int LOAD = 16384;
    private static final String SCRIPT = ProbeNamespace.text("ask.sh");
    private static final int PARTS = 4;

    /// A command that asks all of these.
    ///
    /// @param seconds for each answer
    List<String> command(Set<Question> questions, long seconds) {
        List<String> lines = new ArrayList<>();
        questions.forEach(question -> lines.addAll(lines(question)));
        return List.of("sh", "-c", SCRIPT, "ask", Long.toString(seconds), String.join("\n", lines));
    }

    private List<String> lines(Question question) {
        return switch (question) {
            case DNS -> List.of("name DNS - " + String.join(" ", name));
            case EXTERNAL_DNS -> List.of("name EXTERNAL_DNS - " + external + " *");
            case PEERS -> each(peers, "page PEERS", "/name", "");
            case LOAD -> each(peers, "load LOAD", "/load", Integer.toString(LOAD));
            case SERVICE -> List.of("page SERVICE - http://" + service + "/name *");
            case NODE_PORT -> each(nodePorts, "page NODE_PORT", "/name", "*");
            case API -> List.of("http API - http://" + api + "/ -");
            case POLICY -> List.of("shut POLICY - http://" + guarded + "/name -");
            case EXEC, LOGS, PORT_FORWARD, NODE_PORT_FROM_HERE, VOLUME -> List.of();
        };
    }

    /// @param expected what comes back; the node's name when empty
    private static List<String> each(Map<String, String> targets, String what, String page, String expected) {
        List<String> lines = new ArrayList<>();
        targets.forEach((node, target) -> lines.add(
                what + " " + node + " http://" + target + page + " " + (expected.isEmpty() ? node : expected)));
        return lines;
    }

    /// @param printed by the command
    Map<Question, Finding> findings(Set<Question> questions, String printed) {
        Map<Question, Finding> findings = new HashMap<>();
        for (Question question : questions) {
            List<String[]> answers = printed.lines()
                    .map(line -> line.split(" ", PARTS))
                    .filter(parts -> parts.length == PARTS && parts[0].equals(question.name()))
                    .toList();
            if (!lines(question).isEmpty()) {
                findings.put(question, finding(question, answers));
            }
        }
        return findings;
    }

    private Finding finding(Question question, List<String[]> answers) {
        if (answers.size() < lines(question).size()) {
            return new Finding.Unable(
                    "only " + answers.size() + " of " + lines(question).size() + " answers came back", false);
        }
        Map<String, String> wrong = new TreeMap<>();
        for (String[] answer : answers) {
            if (!answer[2].equals("ok")) {
                wrong.put(target(question, answer[1]), words(answer[3]));
            }
        }
        return wrong.isEmpty()
                ? new Finding.Right(evidence(question))
                : new Finding.Wrong(String.join(
                        "; ",
                        wrong.entrySet().stream()
                                .map(one -> one.getKey() + ": " + one.getValue())
                                .toList()));
    }

    private String target(Question question, String label) {
        return switch (question) {
            case DNS -> name.getFirst();
            case EXTERNAL_DNS -> external;
            case API -> api;
            case SERVICE -> service;
            case POLICY -> guarded;
            case PEERS, LOAD ->
                (label.equals(Targets.SERVER) ? "the pod behind the Service" : "the pod on " + label) + " ("
                        + peers.getOrDefault(label, "") + ")";
            case NODE_PORT -> "the port of " + label + " (" + nodePorts.getOrDefault(label, "") + ")";
            case EXEC, LOGS, PORT_FORWARD, NODE_PORT_FROM_HERE, VOLUME -> label;
        };
    }

    private String evidence(Question question) {
        return switch (question) {
            case DNS -> name.getFirst() + " is " + name.getLast();
            case EXTERNAL_DNS -> external + " has an address";
            case API -> api + " answers";
            case SERVICE -> service + " answers";
            case POLICY -> guarded + " is closed";
            case PEERS, LOAD, NODE_PORT, EXEC, LOGS, PORT_FORWARD, NODE_PORT_FROM_HERE, VOLUME -> "";
        };
    }

    /// wget's own name adds nothing.
    private static String words(String found) {
        String words = found.strip().replaceFirst("^wget: ", "");
        return words.isEmpty() ? "nothing came back" : words;
    }
}
