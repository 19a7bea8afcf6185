package dev.kprov.verify.probe;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.dns.DnsQuestion;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import dev.kprov.verify.stream.PortForward;
import dev.kprov.verify.stream.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Asks one DNS server in its pod.
public record PodAsker(Wiring.Ports ports, KubeApi api, Snapshot.DnsServer server, DnsQuestion question)
        implements ProbeRounds.Asker {
    private static final int NUMBER = 0;

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Finding finding = finding(ports.ask(
                api,
                server.pod(),
                new PortForward.Question(server.port(), question.framed(NUMBER), DnsQuestion::complete)));
        return finding.ofAll(words);
    }

    private Finding finding(Reply reply) {
        return switch (reply) {
            case Reply.Answered(byte[] bytes) ->
                question.complaintOfFramed(bytes, NUMBER)
                        .<Finding>map(Finding.Wrong::new)
                        .orElseGet(() -> new Finding.Right(question.rightAnswer()));
            case Reply.Silent(String why) -> new Finding.Wrong(why);
            case Reply.NoWay(String why, boolean forGood) -> new Finding.Unable(why, forGood);
        };
    }
}
