package dev.kprov.verify.judge;

import dev.kprov.verify.cluster.Lease;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// By these each API server of Kubernetes 1.26 and newer says that it is there, every ten seconds. When one is gone,
/// nothing else may tell for a while: the kubelet beside it reports to no other, so that its pod looks as it did.
///
/// @param leases of API servers, also of those that are gone
/// @param now by the clock of the API server that was asked
public record ServerLeases(List<Lease> leases, Instant now) {
    /// As long as a node's lease is good for; each is renewed by a clock of its own.
    private static final Duration GOOD_FOR = Duration.ofSeconds(40);

    public static ServerLeases of(Snapshot snapshot) {
        return new ServerLeases(
                snapshot.objects().systemLeases().known().orElse(List.of()).stream()
                        .filter(lease ->
                                "kube-apiserver".equals(lease.labels().get("apiserver.kubernetes.io/identity")))
                        .toList(),
                snapshot.now());
    }

    /// Proves that the API server of a host works.
    public Optional<Lease> renewedAfter(String host, Instant moment) {
        return leases.stream()
                .filter(lease -> of(lease, host) && fresh(lease) && lease.renewedAfter(moment))
                .findFirst();
    }

    /// What is wrong with the API server of a host; nothing as long as there are enough of them: a lease has the name
    /// that the host has for itself, which may be other than its node's.
    ///
    /// @param wanted how many API servers there are to be
    public Optional<Answer.Trouble> trouble(String host, int wanted) {
        boolean enough = leases.stream().filter(this::fresh).count() >= wanted;
        if (wanted < 2 || leases.isEmpty() || enough) {
            return Optional.empty();
        }
        Optional<Instant> last = leases.stream()
                .filter(lease -> of(lease, host))
                .flatMap(lease -> lease.renewed().stream())
                .max(Comparator.naturalOrder());
        return last.filter(this::fresh).isPresent()
                ? Optional.empty()
                : Optional.of(Answer.Trouble.yet(
                        "the API server of " + host
                                + last.map(at -> " has been silent since " + at)
                                        .orElse(" does not say that it is there"),
                        "see on " + host + " whether it runs and what it says: crictl ps -a --name kube-apiserver"));
    }

    private static boolean of(Lease lease, String host) {
        return host.equals(lease.labels().get("kubernetes.io/hostname"));
    }

    private boolean fresh(Lease lease) {
        return lease.renewed().filter(this::fresh).isPresent();
    }

    private boolean fresh(Instant renewed) {
        return renewed.plus(GOOD_FOR).isAfter(now);
    }
}
