package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.HostProbes;

/// DNS is what every pod uses first.
final class ClusterDns implements Check {
    private final Dns dns;
    private final Inventory inventory;

    ClusterDns(Dns dns, Inventory inventory) {
        this.dns = dns;
        this.inventory = inventory;
    }

    @Override
    public String id() {
        return "cluster-dns";
    }

    @Override
    public String title() {
        return "Cluster DNS answers through its Service, from every node";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.objects().deployments(), all -> judge(snapshot));
    }

    private Answer judge(Snapshot snapshot) {
        String expected = "the right answer from the Service " + dns.where() + ", on every node";
        if (snapshot.objects().dnsService().absent()) {
            return new Answer.No(expected, "there is no Service " + dns.where(), CoreDns.MISSING, false);
        }
        boolean served = snapshot.servers(dns).map(Workload::ready).orElse(0) > 0;
        if (!served && snapshot.probes().dns().isEmpty()) {
            return new Answer.No(
                    expected, "no pod of " + dns.servers() + " is ready to answer", "see the check core-dns", false);
        }
        return HostProbes.judge(snapshot, inventory.hosts(), snapshot.probes().dns(), expected);
    }
}
