package dev.kprov.verify.trial;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.stream.PortForward;
import dev.kprov.verify.stream.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// One of kprov's pods: what the kubelet gives of it, and what it finds out for itself.
record ProbePodAsker(Wiring wiring, KubeApi api, Pod pod, ProbeQuestions questions) implements ProbeRounds.Asker {
    private static final int PORT = 8080;
    private static final Set<Question> OF_THE_KUBELET = EnumSet.of(Question.EXEC, Question.LOGS, Question.PORT_FORWARD);
    /// For the way to the pod and the start of the command.
    private static final Duration THERE = Duration.ofSeconds(3);

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Set<Question> due = EnumSet.noneOf(Question.class);
        words.forEach(word -> due.add(Question.valueOf(word)));
        Map<String, Finding> findings = new HashMap<>();
        if (due.contains(Question.LOGS)) {
            findings.put(Question.LOGS.name(), log());
        }
        if (due.contains(Question.PORT_FORWARD)) {
            findings.put(Question.PORT_FORWARD.name(), port());
        }
        Set<Question> inside = EnumSet.copyOf(due);
        inside.removeAll(OF_THE_KUBELET);
        if (!inside.isEmpty() || due.contains(Question.EXEC)) {
            askInside(inside, wait, findings);
        }
        findings.keySet().retainAll(words);
        return findings;
    }

    private void askInside(Set<Question> inside, Duration wait, Map<String, Finding> findings)
            throws InterruptedException {
        long seconds = Math.max(1, wait.toSeconds());
        Duration patience = Duration.ofSeconds(seconds).plus(THERE);
        switch (wiring.commands().run(api, pod, questions.command(inside, seconds), patience)) {
            case Reply.Answered(byte[] bytes) -> {
                findings.put(Question.EXEC.name(), new Finding.Right("a command ran"));
                questions
                        .findings(inside, new String(bytes, StandardCharsets.UTF_8))
                        .forEach((question, finding) -> findings.put(question.name(), finding));
            }
            case Reply.Silent(String why) -> {
                findings.put(Question.EXEC.name(), new Finding.Wrong("a command in it: " + why));
                inside.forEach(question -> findings.put(question.name(), new Finding.Unable(why, false)));
            }
            case Reply.NoWay(String why, boolean forGood) -> {
                Finding finding = forGood ? new Finding.Unable(why, true) : new Finding.Wrong(why);
                findings.put(Question.EXEC.name(), finding);
                inside.forEach(question -> findings.put(question.name(), new Finding.Unable(why, forGood)));
            }
        }
    }

    private Finding log() throws InterruptedException {
        Part<KubeApi.Reply> reply = api.reply(
                api.get("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/log?tailLines=10"));
        return switch (reply) {
            case Part.Known<KubeApi.Reply>(KubeApi.Reply said)
            when said.code() == 200 ->
                said.text().contains("kprov probe on " + pod.node())
                        ? new Finding.Right("its log can be read")
                        : new Finding.Wrong("its log lacks what it wrote");
            case Part.Known<KubeApi.Reply>(KubeApi.Reply said)
            when said.code() == 401 || said.code() == 403 ->
                new Finding.Unable("its log: HTTP " + said.code() + ": " + said.message(), true);
            case Part.Known<KubeApi.Reply>(KubeApi.Reply said) ->
                new Finding.Wrong("its log: HTTP " + said.code() + ": " + said.message());
            case Part.Missing<KubeApi.Reply>(String why, Part.Cause cause) -> new Finding.Wrong("its log: " + why);
        };
    }

    private Finding port() throws InterruptedException {
        byte[] request = "GET /name HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        String end = "\n" + pod.node() + "\n";
        PortForward.Question question = new PortForward.Question(
                PORT, request, bytes -> new String(bytes, StandardCharsets.UTF_8).endsWith(end));
        return switch (wiring.ports().ask(api, pod, question)) {
            case Reply.Answered answered -> new Finding.Right("its port is forwarded");
            case Reply.Silent(String why) -> new Finding.Wrong("port " + PORT + " of it: " + why);
            case Reply.NoWay(String why, boolean forGood) ->
                forGood ? new Finding.Unable(why, true) : new Finding.Wrong(why);
        };
    }
}
