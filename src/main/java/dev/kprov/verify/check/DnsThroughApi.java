package dev.kprov.verify.check;

import dev.kprov.profile.Dns;
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
            return new Answer.No(expected(), "there is no Service " + dns.where(), CoreDns.MISSING, false);
        }
        return Check.judge(
                snapshot.objects().dnsService(),
                service -> Check.judge(
                        snapshot.objects().apiService(),
                        address -> Check.judge(
                                snapshot.objects().pods(),
                                pods -> Check.judge(snapshot.objects().dnsEndpoints(), endpoints -> judge(snapshot)))));
    }

    private Answer judge(Snapshot snapshot) {
        List<Snapshot.DnsServer> servers = snapshot.objects().dnsServers();
        if (servers.isEmpty()) {
            return new Answer.No(
                    expected(),
                    "no pod behind the Service " + dns.where() + " is ready to answer",
                    "see the check core-dns",
                    false);
        }
        return judge(servers, snapshot.probes().dns());
    }

    private Answer judge(List<Snapshot.DnsServer> servers, Map<String, Probes.Outcome> outcomes) {
        Map<String, String> askers = new LinkedHashMap<>();
        servers.forEach(server -> askers.put(server.pod().name(), server.pod().where()));
        return Outcomes.of(askers, outcomes, (pod, bad) -> trouble(pod, servers, bad))
                .answer(
                        expected(),
                        found -> "asked through the API server, since " + why + ": each of "
                                + Names.shown(askers.keySet()) + " over TCP: " + found.last());
    }

    private static Answer.Trouble trouble(String pod, List<Snapshot.DnsServer> servers, Probes.Outcome.Bad bad) {
        Snapshot.DnsServer server = servers.stream()
                .filter(one -> one.pod().name().equals(pod))
                .findFirst()
                .orElseThrow();
        return Answer.Trouble.yet(
                server.pod().where() + ", asked at port " + server.port() + " through the API server: " + bad.actual(),
                "see whether it listens there, since that is where its Service leads, and read what it says: kubectl -n "
                        + server.pod().namespace() + " logs " + pod);
    }

    private String expected() {
        return "the right answer from each ready pod behind the Service " + dns.where();
    }
}
