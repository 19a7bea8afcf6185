package dev.kprov.installer.minikube;

import dev.kprov.installer.Symptom;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Recognises failures of minikube in what `MinikubeEvents` makes of them: by a text of kubeadm or the kubelet, then
/// by the id of the reason (<https://minikube.sigs.k8s.io/docs/contrib/errorcodes/>, and `pkg/minikube/reason` of its
/// sources), then by what it says itself.
final class MinikubeFailures {
    private static final String LOGS = "; minikube.log in the run's folder has what the nodes logged";

    /// By a text of kubeadm, the kubelet or SSH in what it said at its end.
    private static final List<Symptom> TEXTS = List.of(
            Symptom.printed(
                    "kubelet is configured to not run on a host using cgroup v1",
                    "the kubelet refuses cgroup v1",
                    "since Kubernetes 1.35 it does not start there unless it is told to",
                    "boot with cgroup v2, or add to minikube.extraConfig: kubelet.fail-cgroupv1=false"),
            Symptom.printed(
                    "running with swap on is not supported",
                    "the kubelet refuses to run beside swap",
                    "$0",
                    "switch swap off: sudo swapoff -a"),
            Symptom.printed(
                    "no space left on device",
                    "the disk is full",
                    "minikube said: no space left on device",
                    "make room, or give the nodes more: minikube.diskSize"),
            Symptom.printed(
                    "not signed by CA certificate",
                    "the host has certificates of another cluster",
                    "minikube of an earlier state folder has left them in /var/lib/minikube",
                    "remove them on the host (rm -r /var/lib/minikube /etc/kubernetes), then run kprov up again"),
            Symptom.printed(
                    "\\[ERROR ([A-Za-z0-9-]+)\\]: ([^\\n]*)",
                    "kubeadm refuses the node ($1)",
                    "$2",
                    "remove the cause, or add to minikube.extraConfig: kubeadm.ignore-preflight-errors=$1"),
            Symptom.printed(
                    "(?:The kubelet is not healthy|kubelet-check\\][^\\n]*failed)[^\\n]*",
                    "the kubelet did not start",
                    "kubeadm said: $0",
                    "see on the node: journalctl -u kubelet -e" + LOGS),
            Symptom.printed(
                    "error execution phase ([a-z/-]+): ([^\\n]*)",
                    "kubeadm failed in its phase $1",
                    "$2",
                    "read the step's log" + LOGS),
            Symptom.printed(
                    "dial tcp ([0-9.:\\[\\]a-f]+): connect: ([^\\n\"]*)",
                    "minikube cannot reach $1",
                    "$2",
                    "see that the host is up and a sshd listens at that port, then run kprov up again"),
            Symptom.printed(
                    "ssh: unable to authenticate|handshake failed: ssh",
                    "minikube cannot log in to the host",
                    "$0",
                    "check user and identityFile in the inventory: minikube uses only these"));

    /// By the reason that it gave.
    private static final List<Symptom> REASONS = List.of(
            reason(
                    "PROVIDER_DOCKER_NOT_RUNNING|DRV_DOCKER_NOT_RUNNING|DRV_NOT_HEALTHY",
                    "the driver is not healthy",
                    "start what it needs (sudo systemctl start docker), and see minikube's advice in the step's log"),
            reason(
                    "PROVIDER_[A-Z0-9_]*NOT_FOUND|PROVIDER_NOT_FOUND|DRV_NOT_DETECTED",
                    "the driver is not installed",
                    "install it, or choose another minikube.driver: https://minikube.sigs.k8s.io/docs/drivers/"),
            reason(
                    "DRV_UNSUPPORTED_OS",
                    "this machine cannot run the driver",
                    "choose another minikube.driver: https://minikube.sigs.k8s.io/docs/drivers/"),
            reason(
                    "DRV_AS_ROOT",
                    "minikube does not want to run as root",
                    "run kprov as another user, or add to the profile: minikube: {flags: {force: true}}"),
            reason("DRV_NEEDS_ROOT", "the driver has to be run as root", "let the host's user become root"),
            reason(
                    "RSRC_INSUFFICIENT_[A-Z_]*|RSRC_OVER_ALLOC_[A-Z_]*",
                    "there is too little for the nodes",
                    "ask for less: minikube.cpus, minikube.memory; or for fewer nodes"),
            reason(
                    "RSRC_DOCKER_STORAGE|GUEST_PROVISION_[A-Z]*NOSPACE",
                    "the disk is full",
                    "make room: docker system df, docker system prune"),
            reason(
                    "K8S_(?:OLD|NEW)_UNSUPPORTED|K8S_DOWNGRADE_UNSUPPORTED",
                    "minikube does not make this version of Kubernetes",
                    "choose another kubernetes.version, or another minikube; flags: {force: true} tries nevertheless"),
            reason(
                    "INET_[A-Z_]*",
                    "minikube cannot download what it needs",
                    "see that this machine reaches the Internet (HTTPS_PROXY, NO_PROXY), or name mirrors:"
                            + " minikube.binaryMirror, minikube.imageRepository"),
            reason(
                    "GUEST_MISSING_[A-Z]*|NOT_FOUND_[A-Z_]*",
                    "the host lacks a program",
                    "install it on the host: drivers ssh and none want conntrack, crictl and the CNI plugins"),
            reason(
                    "GUEST_DRIVER_MISMATCH",
                    "the cluster was made with another driver",
                    "make it anew: kprov up --recreate"),
            reason(
                    "GUEST_PROVISION_ACQUIRE_LOCK|GUEST_[A-Z_]*LOCK",
                    "another minikube works on this cluster",
                    "wait until it has ended, then run kprov up again"),
            reason(
                    "IF_DEDICATED_NETWORK",
                    "the engine has no network left",
                    "remove networks that nothing uses: docker network prune"),
            reason(
                    "K8S_APISERVER_MISSING|K8S_APISERVER_TIMEOUT",
                    "the API server did not start",
                    "see whether minikube.extraConfig or featureGates ask for what it does not know" + LOGS),
            reason("K8S_KUBELET_NOT_RUNNING", "the kubelet did not start", "see on the node: journalctl -u kubelet -e"),
            reason("[A-Z0-9_]*", "minikube failed", "read the step's log, which has its advice" + LOGS));

    private MinikubeFailures() {}

    static Optional<Problem> explain(Step step, String output) {
        // It tries again after some failures: the last one counts.
        int end = output.lastIndexOf(MinikubeEvents.FAILED);
        if (end < 0) {
            return Optional.empty();
        }
        String said = output.substring(end + MinikubeEvents.FAILED.length());
        return Symptom.explain(TEXTS, step, said, "").or(() -> Symptom.explain(REASONS, step, said, ""));
    }

    private static Symptom reason(String ids, String what, String remedy) {
        return Symptom.printed(
                "\\A([^\\n]*)(?s:.*?)\\n" + MinikubeEvents.REASON + "(?:" + ids + "), ([0-9]+)",
                what,
                "minikube said: $1 (exit code $2)",
                remedy);
    }
}
