package dev.kprov.verify.trial;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import dev.kprov.verify.probe.Wiring;
import dev.kprov.verify.stream.PortForward;
import dev.kprov.verify.stream.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Has a port of one of kprov's pods forwarded.
record PortAsker(Wiring.Ports ports, KubeApi api, Pod pod) implements ProbeRounds.Asker {
    private static final int PORT = 8080;

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        byte[] request = "GET /name HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        String end = "\n" + pod.node() + "\n";
        PortForward.Question question = new PortForward.Question(
                PORT, request, bytes -> new String(bytes, StandardCharsets.UTF_8).endsWith(end));
        return finding(ports.ask(api, pod, question)).ofAll(words);
    }

    private static Finding finding(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> new Finding.Right("its port is forwarded");
            case Reply.Silent(String why) -> new Finding.Wrong("port " + PORT + " of it: " + why);
            case Reply.NoWay(String why, boolean forGood) ->
                forGood ? new Finding.Unable(why, true) : new Finding.Wrong("port " + PORT + " of it: " + why);
        };
    }
}
