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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Asks one member of etcd in its pod.
public record EtcdAsker(Wiring.Ports ports, KubeApi api, Pod pod, EtcdQuestion question) implements ProbeRounds.Asker {
    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        // Each is a way of its own through the API server and the kubelet.
        FutureTask<Reply> metrics = new FutureTask<>(() -> page("/metrics"));
        Thread.startVirtualThread(metrics);
        Reply health = page("/health");
        Finding finding =
                health instanceof Reply.Answered(byte[] bytes) ? finding(bytes, waitFor(metrics)) : failed(health);
        return finding.ofAll(words);
    }

    private static Reply waitFor(FutureTask<Reply> page) throws InterruptedException {
        try {
            return page.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Reply page(String path) throws InterruptedException {
        return ports.ask(
                api, pod, new PortForward.Question(EtcdQuestion.PORT, question.request(path), EtcdQuestion::complete));
    }

    private Finding finding(byte[] health, Reply metrics) {
        return metrics instanceof Reply.Answered(byte[] bytes)
                ? question.complaint(health, bytes)
                        .<Finding>map(Finding.Wrong::new)
                        .orElseGet(() -> new Finding.Right(question.evidence(bytes)))
                : failed(metrics);
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
