package dev.kprov.verify.check;

import dev.kprov.profile.Dns;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
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
        List<Answer.Trouble> troubles = new ArrayList<>();
        List<String> unable = new ArrayList<>();
        boolean forGood = false;
        String evidence = "";
        for (Pod pod : pods) {
            switch (outcomes.getOrDefault(pod.name(), new Probes.Outcome.Unable("it has not answered yet", false))) {
                case Probes.Outcome.Good(String found) -> evidence = found;
                case Probes.Outcome.Bad bad ->
                    troubles.add(Answer.Trouble.yet(
                            pod.where() + ", asked through the API server: " + bad.actual(),
                            "read what it says: kubectl -n kube-system logs " + pod.name()));
                case Probes.Outcome.Unable(String reason, boolean last) -> {
                    unable.add(pod.where() + ": " + reason);
                    forGood |= last;
                }
            }
        }
        if (troubles.isEmpty() && !unable.isEmpty()) {
            return new Answer.CannotTell(String.join("; ", unable), forGood);
        }
        String names = String.join(", ", pods.stream().map(Pod::name).toList());
        return Answer.of(
                troubles,
                expected(),
                "asked through the API server, since " + why + ": each of " + names + " over TCP: " + evidence);
    }

    private String expected() {
        return "the right answer from each ready pod behind the Service kube-system/" + dns.service();
    }
}
