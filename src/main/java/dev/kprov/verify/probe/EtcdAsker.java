package dev.kprov.verify.probe;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.facility.EtcdQuestion;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import dev.kprov.verify.stream.PortForward;
import dev.kprov.verify.stream.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Asks one member of etcd in its pod.
public record EtcdAsker(Wiring.Ports ports, KubeApi api, Pod pod, EtcdQuestion question) implements ProbeRounds.Asker {
    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Reply reply = ports.ask(
                api, pod, new PortForward.Question(EtcdQuestion.PORT, EtcdQuestion.request(), EtcdQuestion::complete));
        Finding finding =
                reply instanceof Reply.Answered(byte[] bytes) ? finding(EtcdQuestion.read(bytes)) : failed(reply);
        return finding.ofAll(words);
    }

    private Finding finding(EtcdQuestion.Said said) {
        return question.complaint(said)
                .<Finding>map(Finding.Wrong::new)
                .orElseGet(() -> new Finding.Right(question.evidence(said)));
    }

    private static Finding failed(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> throw new IllegalArgumentException(answered.toString());
            case Reply.Silent(String why)
            when why.contains("refused") -> new Finding.Unable(EtcdQuestion.HIDDEN, false);
            case Reply.Silent(String why) -> new Finding.Wrong("does not answer: " + why);
            case Reply.NoWay(String why, boolean forGood) -> new Finding.Unable(why, forGood);
        };
    }
}
