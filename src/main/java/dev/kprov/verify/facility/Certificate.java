package dev.kprov.verify.facility;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// For how long a certificate holds. Those of kubeadm hold for a year and are renewed with its upgrades; see
/// <https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/>. One that never holds for long is
/// renewed by somebody in time: it is late when less than a quarter of its life is left.
///
/// @param subject e.g. `CN=kube-apiserver`; of one on a host its file
public record Certificate(Holder holder, String subject, Instant from, Instant until) {
    /// What it is to hold for at least.
    public static final Duration SOON = Duration.ofDays(30);

    private static final int QUARTER = 4;

    /// Whose it is.
    public enum Holder {
        API_SERVER("the API server's"),
        KUBECONFIG("the kubeconfig's"),
        HOST("the host's");

        private final String words;

        Holder(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    public static Certificate of(Holder holder, String subject, X509Certificate certificate) {
        return new Certificate(
                holder,
                subject,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /// Whether it should have been renewed by now.
    public boolean late(Instant now) {
        Duration life = Duration.between(from, until);
        Duration left = Duration.between(now, until);
        // A kubeconfig's may be such as are made anew for each login.
        return left.compareTo(SOON) < 0
                && left.compareTo(life.dividedBy(QUARTER)) < 0
                && !(holder == Holder.KUBECONFIG && life.compareTo(SOON) < 0);
    }

    /// When it ends, as seen from now.
    public String ending(Instant now) {
        Duration left = Duration.between(now, until);
        return left.isNegative() ? "expired on " + until : "expires on " + until + ", in " + left.toDays() + " days";
    }
}
