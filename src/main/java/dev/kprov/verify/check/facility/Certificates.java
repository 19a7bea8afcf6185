package dev.kprov.verify.check.facility;

import dev.kprov.inventory.Host;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.Certificate.Holder;
import dev.kprov.verify.judge.Check;
import dev.kprov.verify.judge.Outcomes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Of the API server, of the kubeconfig, and of the hosts where there is a way to them.
public final class Certificates implements Check {
    private static final String ALL =
            "renew it, on a cluster of kubeadm by kubeadm certs renew all on each control-plane"
                    + " host, and start the control plane anew; a kubelet's client certificate: see on its host why it does not"
                    + " renew it, journalctl -u kubelet";
    private static final String OURS = "renew it, on a cluster of kubeadm by kubeadm certs renew admin.conf on a"
            + " control-plane host, then fetch the kubeconfig again with `kprov up`";

    private final List<Host> hosts;

    /// @param hosts that show theirs
    public Certificates(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public String id() {
        return "certificates";
    }

    @Override
    public String title() {
        return "No certificate expires soon";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.facilities().certificates(),
                certificates -> certificates.isEmpty() && hosts.isEmpty()
                        ? new Answer.Beside("the API server is not asked over TLS, and there is no way to the hosts")
                        : judge(snapshot.now(), certificates, onHosts(snapshot.probes())));
    }

    private Outcomes onHosts(Probes probes) {
        Map<String, String> askers = new LinkedHashMap<>();
        hosts.forEach(host -> askers.put(host.name(), host.name()));
        return Outcomes.of(
                askers,
                probes.certificates(),
                (host, bad) -> Answer.Trouble.forGood("on " + host + ": " + bad.actual(), ALL));
    }

    private static Answer judge(Instant now, List<Certificate> certificates, Outcomes hosts) {
        List<Answer.Trouble> troubles = new ArrayList<>(certificates.stream()
                .filter(certificate -> certificate.late(now))
                .map(certificate -> trouble(now, certificate))
                .toList());
        troubles.addAll(hosts.troubles());
        return new Outcomes(hosts.good(), troubles, hosts.unable(), hosts.forGood())
                .answer(Certificate.SOON.toDays() + " days or more", found -> evidence(certificates, found));
    }

    private static String evidence(List<Certificate> certificates, Outcomes hosts) {
        return Stream.concat(
                        certificates.stream()
                                .map(certificate -> certificate.holder() + " (" + certificate.subject()
                                        + ") holds until " + certificate.until()),
                        hosts.good().entrySet().stream()
                                .filter(host -> !host.getValue().isEmpty())
                                .map(host -> "on " + host.getKey() + " the first to end is " + host.getValue())
                                .limit(3))
                .collect(Collectors.joining(", "));
    }

    private static Answer.Trouble trouble(Instant now, Certificate certificate) {
        return Answer.Trouble.forGood(
                certificate.holder() + " (" + certificate.subject() + ") " + certificate.ending(now),
                certificate.holder() == Holder.KUBECONFIG ? OURS : ALL);
    }
}
