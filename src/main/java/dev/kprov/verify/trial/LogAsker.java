package dev.kprov.verify.trial;

import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.probe.ProbeRounds;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Reads what one of kprov's pods has written.
record LogAsker(KubeApi api, Pod pod) implements ProbeRounds.Asker {
    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Part<KubeApi.Reply> reply = api.reply(
                api.get("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/log?tailLines=10"));
        return finding(reply).ofAll(words);
    }

    private Finding finding(Part<KubeApi.Reply> reply) {
        return switch (reply) {
            case Part.Known<KubeApi.Reply>(KubeApi.Reply said)
            when said.code() == 200 ->
                said.text().contains("kprov probe on " + pod.node())
                        ? new Finding.Right("its log can be read")
                        : new Finding.Wrong("its log lacks what it wrote");
            case Part.Known<KubeApi.Reply>(KubeApi.Reply said) -> refused(said);
            case Part.Missing<KubeApi.Reply>(String why, Part.Cause cause) -> new Finding.Wrong("its log: " + why);
        };
    }

    private static Finding refused(KubeApi.Reply said) {
        String why = "its log: HTTP " + said.code() + ": " + said.message();
        return said.code() == 401 || said.code() == 403 ? new Finding.Unable(why, true) : new Finding.Wrong(why);
    }
}
