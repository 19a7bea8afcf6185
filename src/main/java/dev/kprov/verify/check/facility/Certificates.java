package dev.kprov.verify.check.facility;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.Certificate;
import dev.kprov.verify.judge.Check;
import java.time.Duration;
import java.time.Instant;

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
        return "The API server's certificate does not expire soon";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        Part<Certificate> certificate = snapshot.facilities().certificate();
        return certificate instanceof Part.Missing<Certificate>(String why, Part.Cause cause)
                        && cause == Part.Cause.ABSENT
                ? new Answer.Beside(why)
                : Check.judge(certificate, shown -> judge(snapshot.now(), shown));
    }

    private static Answer judge(Instant now, Certificate certificate) {
        Duration left = Duration.between(now, certificate.until());
        boolean late =
                left.compareTo(SOON) < 0 && left.compareTo(certificate.life().dividedBy(QUARTER)) < 0;
        return late
                ? new Answer.No(
                        SOON.toDays() + " days or more",
                        certificate.subject() + " expires on " + certificate.until() + ", in " + left.toDays()
                                + " days",
                        "renew it, on a cluster of kubeadm by kubeadm certs renew all on each control-plane host, and"
                                + " start the control plane anew",
                        true)
                : new Answer.Yes(certificate.subject() + " holds until " + certificate.until());
    }
}
