package dev.kprov.verify.check;

import dev.kprov.profile.Dns;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Names;
import dev.kprov.verify.judge.Outcomes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// DNS where the nodes cannot ask: its servers answer for themselves, and of the Service in front of them, and of the
/// network between it and the nodes, nothing is known.
final class DnsThroughApi implements Check {
    private final Dns dns;
    private final String why;

    /// @param why the nodes do not ask
    DnsThroughApi(Dns dns, String why) {
        this.dns = dns;
        this.why = why;
    }

    @Override
    public String id() {
        return "cluster-dns";
    }

    @Override
    public String title() {
        return "Cluster DNS answers, asked in its pods through the API server";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        if (snapshot.objects().dnsService().absent()) {
            return new Answer.No(
                    expected(), "there is no Service kube-system/" + dns.service(), CoreDns.MISSING, false);
        }
        return Check.judge(
                snapshot.objects().dnsService(),
                service -> Check.judge(
                        snapshot.objects().apiService(),
                        address -> Check.judge(snapshot.objects().pods(), pods -> judge(snapshot))));
    }

    private Answer judge(Snapshot snapshot) {
        List<Pod> pods =
                snapshot.objects().dnsPods().stream().filter(Pod::ready).toList();
        if (pods.isEmpty()) {
            return new Answer.No(
                    expected(),
                    "no pod behind the Service kube-system/" + dns.service() + " is ready to answer",
                    "see the check core-dns",
                    false);
        }
        return judge(pods, snapshot.probes().dns());
    }

    private Answer judge(List<Pod> pods, Map<String, Probes.Outcome> outcomes) {
        Map<String, String> askers = new LinkedHashMap<>();
        pods.forEach(pod -> askers.put(pod.name(), pod.where()));
        return Outcomes.of(askers, outcomes, (pod, bad) -> trouble(pod, askers, bad))
                .answer(
                        expected(),
                        found -> "asked through the API server, since " + why + ": each of "
                                + Names.shown(askers.keySet()) + " over TCP: " + found.last());
    }

    private static Answer.Trouble trouble(String pod, Map<String, String> askers, Probes.Outcome.Bad bad) {
        return Answer.Trouble.yet(
                askers.get(pod) + ", asked through the API server: " + bad.actual(),
                "read what it says: kubectl -n kube-system logs " + pod);
    }

    private String expected() {
        return "the right answer from each ready pod behind the Service kube-system/" + dns.service();
    }
}
