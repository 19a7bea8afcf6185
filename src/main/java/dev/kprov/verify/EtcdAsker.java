package dev.kprov.verify;

import dev.kprov.verify.ProbeRounds.Finding;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.forward.PortForward;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Asks one member of etcd in its pod.
record EtcdAsker(Wiring.Ports ports, KubeApi api, Pod pod, EtcdQuestion question) implements ProbeRounds.Asker {
    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        PortForward.Reply health = page("/health");
        Finding finding = health instanceof PortForward.Reply.Answered(byte[] bytes)
                ? finding(bytes, page("/metrics"))
                : failed(health);
        Map<String, Finding> findings = new HashMap<>();
        words.forEach(word -> findings.put(word, finding));
        return findings;
    }

    private PortForward.Reply page(String path) throws InterruptedException {
        return ports.ask(
                api, pod, new PortForward.Question(EtcdQuestion.PORT, question.request(path), EtcdQuestion::complete));
    }

    private Finding finding(byte[] health, PortForward.Reply metrics) {
        return metrics instanceof PortForward.Reply.Answered(byte[] bytes)
                ? question.complaint(health, bytes)
                        .<Finding>map(Finding.Wrong::new)
                        .orElseGet(() -> new Finding.Right(question.evidence(bytes)))
                : failed(metrics);
    }

    private static Finding failed(PortForward.Reply reply) {
        return switch (reply) {
            case PortForward.Reply.Answered answered -> throw new IllegalArgumentException(answered.toString());
            case PortForward.Reply.Silent(String why)
            when why.contains("refused") -> new Finding.Unable(EtcdQuestion.HIDDEN, false);
            case PortForward.Reply.Silent(String why) -> new Finding.Wrong("does not answer: " + why);
            case PortForward.Reply.NoWay(String why, boolean forGood) -> new Finding.Unable(why, forGood);
        };
    }
}
