package dev.kprov.verify.check.facility;

import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.facility.CertificateRequest;
import dev.kprov.verify.judge.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A kubelet whose request for a certificate nobody decides cannot join, or serves no logs: see
/// <https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/>. Requests to other signers
/// are somebody's own matter.
public final class CertificateRequests implements Check {
    /// A controller approves in a moment, or never.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Set<String> OF_KUBELETS =
            Set.of("kubernetes.io/kubelet-serving", "kubernetes.io/kube-apiserver-client-kubelet");

    @Override
    public String id() {
        return "certificate-requests";
    }

    @Override
    public String title() {
        return "No kubelet waits for a certificate";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(snapshot.facilities().requests(), requests -> judge(snapshot.now(), requests));
    }

    private static Answer judge(Instant now, List<CertificateRequest> requests) {
        List<Answer.Trouble> troubles = requests.stream()
                .filter(request -> OF_KUBELETS.contains(request.signer()) && !request.decided())
                .filter(request -> request.created().plus(PATIENCE).isBefore(now))
                .map(CertificateRequests::trouble)
                .toList();
        return Answer.of(
                troubles, "every request of a kubelet approved or denied", requests.size() + " requests, none waits");
    }

    private static Answer.Trouble trouble(CertificateRequest request) {
        return Answer.Trouble.yet(
                request.requester() + " has waited since " + request.created() + " for its certificate of "
                        + request.signer(),
                "see that it is what it says, then: kubectl certificate approve " + request.name()
                        + "; or install a controller that approves them");
    }
}
