package dev.kprov.verify.trial;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Trials.Question;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.stream.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Has one of kprov's pods find out for itself what it can.
record ProbePodAsker(Wiring.Commands commands, KubeApi api, Pod pod, ProbeQuestions questions)
        implements ProbeRounds.Asker {
    /// For the way to the pod and the start of the command.
    private static final Duration THERE = Duration.ofSeconds(3);

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Set<Question> inside = EnumSet.noneOf(Question.class);
        words.forEach(word -> inside.add(Question.valueOf(word)));
        inside.remove(Question.EXEC);
        Map<String, Finding> findings = new HashMap<>();
        long seconds = Math.max(1, wait.toSeconds());
        Duration patience = Duration.ofSeconds(seconds).plus(THERE);
        switch (commands.run(api, pod, questions.command(inside, seconds), patience)) {
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
        findings.keySet().retainAll(words);
        return findings;
    }
}
