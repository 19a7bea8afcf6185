package dev.kprov.verify.check;

import dev.kprov.profile.Dns;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.cluster.Workload;
import dev.kprov.verify.facility.Endpoint;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.PodHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The cluster's DNS servers.
final class CoreDns implements Check {
    /// The remedy where the servers, or the Service in front of them, are not there at all.
    static final String MISSING = "install it again, on a cluster of kubeadm by kubeadm init phase addon coredns on a"
            + " control-plane host; or say in the profile what DNS the cluster has";

    private final Dns dns;

    CoreDns(Dns dns) {
        this.dns = dns;
    }

    @Override
    public String id() {
        return "core-dns";
    }

    @Override
    public String title() {
        return (dns.workload().equals(Dns.CORE_DNS.workload()) ? "CoreDNS" : dns.workload()) + " is ready";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().deployments(),
                deployments -> Check.judge(
                        snapshot.objects().daemonSets(),
                        daemonSets -> Check.judge(
                                snapshot.objects().pods(),
                                pods -> Check.judge(
                                        snapshot.objects().dnsEndpoints(),
                                        endpoints -> judge(snapshot, ready(endpoints))))));
    }

    /// Of two families of addresses each pod is there twice.
    private static long ready(List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(Endpoint::ready)
                .map(Endpoint::pod)
                .distinct()
                .count();
    }

    /// @param behind how many are ready behind the Service
    private Answer judge(Snapshot snapshot, long behind) {
        Optional<Workload> deployment = snapshot.servers(dns);
        List<Answer.Trouble> troubles = new ArrayList<>();
        if (deployment.isEmpty()) {
            troubles.add(Answer.Trouble.yet("there is no " + dns.kind() + " " + dns.servers(), MISSING));
        } else if (!deployment.get().settled()) {
            snapshot.objects()
                    .dnsPods()
                    .forEach(pod -> PodHealth.trouble(pod, snapshot.past()).ifPresent(troubles::add));
            if (troubles.isEmpty()) {
                troubles.add(Answer.Trouble.yet(
                        deployment.get().where() + ": " + deployment.get().numbers(),
                        "kubectl -n " + dns.namespace() + " describe "
                                + dns.kind().toLowerCase(Locale.ROOT) + " " + dns.workload()));
            }
        } else if (behind == 0) {
            troubles.add(Answer.Trouble.yet(
                    "nobody is ready behind the Service " + dns.where(),
                    "compare its selector with the labels of the pods of " + dns.workload() + ": kubectl -n "
                            + dns.namespace() + " describe service " + dns.service()));
        }
        return Answer.of(
                troubles,
                "all replicas of " + dns.servers() + " available, and behind their Service",
                deployment.map(Workload::numbers).orElse("") + ", " + behind + " behind the Service");
    }
}
