package dev.kprov.verify.check.facility;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.facility.Certificate.Holder;
import dev.kprov.verify.judge.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Certificates of kubeadm hold for a year and are renewed with its upgrades; see
/// <https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/>. One that never holds for long is
/// renewed by somebody in time: it is late when less than a quarter of its life is left.
public final class Certificates implements Check {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int QUARTER = 4;

    @Override
    public String id() {
        return "certificates";
    }

    @Override
    public String title() {
        return "No certificate of the API server or the kubeconfig expires soon";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.facilities().certificates(),
                certificates -> certificates.isEmpty()
                        ? new Answer.Beside("the API server is not asked over TLS")
                        : judge(snapshot.now(), certificates));
    }

    private static Answer judge(Instant now, List<Certificate> certificates) {
        return Answer.of(
                certificates.stream()
                        .filter(certificate -> late(now, certificate))
                        .map(certificate -> trouble(now, certificate))
                        .toList(),
                SOON.toDays() + " days or more",
                certificates.stream()
                        .map(certificate -> certificate.holder() + " (" + certificate.subject() + ") holds until "
                                + certificate.until())
                        .collect(Collectors.joining(", ")));
    }

    private static boolean late(Instant now, Certificate certificate) {
        Duration left = Duration.between(now, certificate.until());
        return left.compareTo(SOON) < 0
                && left.compareTo(certificate.life().dividedBy(QUARTER)) < 0
                // Such as are made anew for each login.
                && !(certificate.holder() == Holder.KUBECONFIG
                        && certificate.life().compareTo(SOON) < 0);
    }

    private static Answer.Trouble trouble(Instant now, Certificate certificate) {
        return new Answer.Trouble(
                certificate.holder() + " (" + certificate.subject() + ") expires on " + certificate.until() + ", in "
                        + Duration.between(now, certificate.until()).toDays() + " days",
                certificate.holder() == Holder.KUBECONFIG
                        ? "renew it, on a cluster of kubeadm by kubeadm certs renew admin.conf on a control-plane host,"
                                + " then fetch the kubeconfig again with `kprov up`"
                        : "renew it, on a cluster of kubeadm by kubeadm certs renew all on each control-plane host, and"
                                + " start the control plane anew",
                true);
    }
}
