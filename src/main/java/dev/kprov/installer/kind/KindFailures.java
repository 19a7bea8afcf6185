package dev.kprov.installer.kind;

import dev.kprov.installer.Symptom;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Recognises failures of kind, of the engine below it and of the kubelets in its nodes. kind's own texts and causes
/// are
/// those of its known issues (<https://kind.sigs.k8s.io/docs/user/known-issues/>) and of its sources.
final class KindFailures {
    private static final String LOGS = "; everything that the nodes logged is in the run's folder, below kind";

    private static final List<Symptom> SYMPTOMS = List.of(
            Symptom.printed(
                    "[Nn]o space left on device",
                    "the disk is full",
                    "the engine keeps images and nodes on it, and said: no space left on device",
                    "make room (docker system df; docker system prune) or move the engine's data to a larger disk"),
            Symptom.printed(
                    "failed to pull image \"([^\"]+)\"[\\s\\S]*?Error response from daemon: ([^\\n]*)",
                    "the node image $1 cannot be had",
                    "the engine said: $2",
                    "correct kubernetes.version, kind.nodeImage or kind.nodeImages, or load it first: docker load -i FILE"),
            Symptom.printed(
                    "failed to pull image \"([^\"]+)\"",
                    "the node image $1 cannot be had",
                    "the engine could not pull it",
                    "correct kubernetes.version, kind.nodeImage or kind.nodeImages, or load it first: docker load -i FILE"),
            Symptom.printed(
                    "(?:Bind for|listen tcp\\S*) ([0-9.:\\[\\]]+)[^\\n]*(?:port is already allocated|address already in use)",
                    "the address $1 of this machine is taken",
                    "a port of the profile, or of another cluster, is in use there",
                    "choose another kind.apiServerPort or hostPort, or leave apiServerPort out to get a free one"),
            Symptom.printed(
                    "(?:port is already allocated|address already in use)",
                    "a port of this machine is taken",
                    "$0",
                    "choose another kind.apiServerPort or hostPort, or leave apiServerPort out to get a free one"),
            Symptom.printed(
                    "kubelet is configured to not run on a host using cgroup v1",
                    "the kubelet refuses cgroup v1",
                    "since Kubernetes 1.35 it does not start there unless it is told to",
                    "boot this machine with cgroup v2, or add to kind.kubeadmConfigPatches: kind: KubeletConfiguration with"
                            + " failCgroupV1: false"),
            Symptom.printed(
                    "running with swap on is not supported",
                    "the kubelet refuses to run beside swap",
                    "$0",
                    "switch swap off: sudo swapoff -a"),
            Symptom.printed(
                    "(?:inotify_init1?|unable to create inotify|inotify watcher)[^\\n]*too many open files|too many open files",
                    "the nodes cannot watch files",
                    "the kernel's inotify instances are all in use",
                    "raise them: sudo sysctl fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=524288"),
            Symptom.printed(
                    "could not find a log line that matches \"Reached target",
                    "a node did not boot",
                    "systemd in its container was not ready within 30 s",
                    "the usual reasons are inotify limits, cgroups, or an image that is no node image" + LOGS),
            Symptom.printed(
                    "unable to decode config: ([^\\n]*)|error (?:loading|reading) config[^\\n]*: ([^\\n]*)",
                    "kind does not understand its configuration",
                    "$1$2",
                    "correct kind.config in the profile (kprov plan -v shows what kind gets)"),
            Symptom.printed(
                    "image: \"([^\"]+)\" not present locally",
                    "the image $1 is not on this machine",
                    "kind.loadImages takes images of this machine's engine into the nodes, and it has none of that name",
                    "build or pull it first: docker pull $1; or take it out of kind.loadImages"),
            Symptom.printed(
                    "docker run[^\\n]*failed with error: exit status 125[\\s\\S]*?docker: Error response from daemon: ([^\\n]*)",
                    "the engine cannot run a node",
                    "it said: $1",
                    "see whether the image is a node image of kind's, and mounts and ports are as the engine allows"),
            Symptom.printed(
                    "exhausted attempts trying to find a non-overlapping subnet",
                    "the engine has no network left",
                    "$0",
                    "remove networks that nothing uses (docker network prune), or widen default-address-pools"),
            Symptom.printed(
                    "failed to lock config file",
                    "the kubeconfig is locked",
                    "a kind that was killed left FILE.lock behind",
                    "remove the .lock file beside it, then run kprov up again"),
            Symptom.printed(
                    "kprov: the API does not answer 3 min after the nodes were started\\n([^\\n]*)",
                    "the cluster does not come back",
                    "its nodes run, but its API does not answer: $1",
                    "look at them (kind export logs), or make it anew: kprov up --recreate"),
            Symptom.printed(
                    "kprov: the nodes are not there any more",
                    "the nodes went away while the cluster was being made",
                    "somebody removed them, or the engine was restarted",
                    "run kprov up again"),
            Symptom.printed(
                    "kprov: a kubelet said: ([^\\n]*)",
                    "the control plane did not start",
                    "a kubelet said: $1",
                    "mend what it complains of" + LOGS),
            Symptom.printed("ERROR: (failed to [^\\n]*)", "kind failed", "$1", "read the step's log" + LOGS));

    private KindFailures() {}

    static Optional<Problem> explain(Step step, String output) {
        return Symptom.explain(SYMPTOMS, step, output, "");
    }
}
