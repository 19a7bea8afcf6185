package dev.kprov.verify;

import dev.kprov.verify.ProbeRounds.Finding;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.dns.DnsQuestion;
import dev.kprov.verify.forward.PortForward;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Asks one DNS server in its pod.
record PodAsker(Wiring.Ports ports, KubeApi api, Pod pod, DnsQuestion question) implements ProbeRounds.Asker {
    private static final int PORT = 53;
    private static final int NUMBER = 0;

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Finding finding = finding(
                ports.ask(api, pod, new PortForward.Question(PORT, question.framed(NUMBER), DnsQuestion::complete)));
        Map<String, Finding> findings = new HashMap<>();
        words.forEach(word -> findings.put(word, finding));
        return findings;
    }

    private Finding finding(PortForward.Reply reply) {
        return switch (reply) {
            case PortForward.Reply.Answered(byte[] bytes) ->
                question.complaintOfFramed(bytes, NUMBER)
                        .<Finding>map(Finding.Wrong::new)
                        .orElseGet(() -> new Finding.Right(question.rightAnswer()));
            case PortForward.Reply.Silent(String why) -> new Finding.Wrong(why);
            case PortForward.Reply.NoWay(String why, boolean forGood) -> new Finding.Unable(why, forGood);
        };
    }
}
