package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.HostProbes;

/// A Service made just now, with more than one endpoint. kube-proxy can stop taking up any change of any Service (it
/// does where libm is missing, from the first Service with two endpoints on) while all pods and nodes stay Ready.
final class ServiceRequests implements Check {
    private static final String EXPECTED =
            "the right answer through a new Service with several endpoints, on every node";

    private final Dns dns;
    private final Inventory inventory;

    ServiceRequests(Dns dns, Inventory inventory) {
        this.dns = dns;
        this.inventory = inventory;
    }

    @Override
    public String id() {
        return "service-requests";
    }

    @Override
    public String title() {
        return "A new Service with several endpoints answers, from every node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.probes().endpoints(), endpoints -> judge(snapshot, endpoints));
    }

    private Answer judge(Snapshot snapshot, Probes.Endpoints endpoints) {
        int replicas = snapshot.servers(dns).map(Workload::desired).orElse(0);
        boolean complete = complete(endpoints, replicas);
        if (!complete && snapshot.probes().service().isEmpty()) {
            return new Answer.No(
                    EXPECTED,
                    "the Service " + endpoints.service() + " has " + endpoints.ready() + " ready endpoints of "
                            + Math.max(replicas, endpoints.all()),
                    "see the check core-dns, whose pods these are",
                    false);
        }
        Answer answer =
                HostProbes.judge(snapshot, inventory.hosts(), snapshot.probes().service(), EXPECTED);
        return answer instanceof Answer.Yes(String evidence)
                ? new Answer.Yes(evidence + "; " + behind(endpoints))
                : answer;
    }

    /// Whether everything that can stand behind the Service does.
    static boolean complete(Probes.Endpoints endpoints, int replicas) {
        return replicas > 0 && endpoints.ready() >= replicas && endpoints.ready() == endpoints.all();
    }

    private String behind(Probes.Endpoints endpoints) {
        return endpoints.ready() == 1
                ? "only one endpoint behind it, since " + dns.servers() + " has one replica"
                : endpoints.ready() + " endpoints behind it";
    }
}
