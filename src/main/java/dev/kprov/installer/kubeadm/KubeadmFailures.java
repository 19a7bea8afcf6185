package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Symptom;
import dev.kprov.installer.containerd.ContainerdConfig;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Recognises failures of kubeadm, apt, containerd and the kubelet by what they print. Each rule names its cause
/// once;
/// the first that matches wins, so the more telling ones come first.
final class KubeadmFailures {
    private static final String FREE_SPACE = "free space below /var (try there: df -h; du -xh /var | sort -h | tail)";

    private static final List<Symptom> RULES = List.of(
            Symptom.printed(
                    "(/[^\\s:\"'\\\\]+)[^\\n/]{0,40}[Nn]o space left on device",
                    "the disk is full",
                    "no space was left to write $1",
                    FREE_SPACE),
            Symptom.printed(
                    "[Nn]o space left on device|You don't have enough free space in [^\\n]*",
                    "the disk is full",
                    "a program there said: $0",
                    FREE_SPACE),
            Symptom.printed(
                    "kprov: gave up after (\\d+) attempts in (\\d+) s: (\\S+) is held by process (\\d+) \\(([^\\n]*?) ?\\)",
                    "another program keeps packages locked: process $4",
                    "$3 is held by process $4 ($5); asked $1 times in $2 s",
                    "let process $4 finish, or end it there, then run kprov up again (timeouts.retry says how long kprov waits)"),
            Symptom.printed(
                    "kprov: gave up after (\\d+) attempts in (\\d+) s: ([^\\n]*)",
                    "a fault that may pass did not pass in time",
                    "$3; tried $1 times in $2 s",
                    "see to it that it answers, then run kprov up again (timeouts.retry says how long kprov tries)"),
            Symptom.printed(
                    "kprov: cannot pull (\\S+)\\n[\\s\\S]*?(not found|NotFound)",
                    "the image $1 does not exist where it was looked for",
                    "the registry, or the mirror of the profile, answered: not found",
                    "put the image into the mirror, or correct kubernetes.version or images.mirrors"),
            Symptom.printed(
                    "kprov: cannot pull (\\S+)\\n[\\s\\S]*?failed to do request: Head \\\\?\"(https?://[^/\"\\\\]+)",
                    "cannot pull the image $1",
                    "$2 cannot be reached, and no mirror of images.mirrors has the image",
                    "put the image into the mirror, or correct kubernetes.version or images.mirrors"),
            Symptom.printed(
                    "kprov: cannot pull (\\S+)\\n([^\\n]*)",
                    "cannot pull the image $1",
                    "$2",
                    "check that the host reaches the registry or the mirror of images.mirrors (try there: crictl pull $1)"),
            Symptom.printed(
                    "E: Version '([^']+)' for '([^']+)' was not found",
                    "the package $2 has no version $1",
                    "the package source does not offer it",
                    "correct kubernetes.version in the profile, or packages.kubernetes.url (see there: apt-cache madison $2)"),
            Symptom.printed(
                    "E: Unable to locate package (\\S+)",
                    "there is no package $1",
                    "no package source of the host offers it",
                    "correct packages in the profile (a source for the runtime goes into packages.runtime)"),
            Symptom.printed(
                    "(?:NO_PUBKEY|EXPKEYSIG|BADSIG|is not signed|KEYEXPIRED)[^\\n]*",
                    "apt does not trust the package source",
                    "$0",
                    "correct the key of packages.kubernetes or packages.runtime in the profile"),
            Symptom.printed(
                    "(?:Could not connect to|Failed to fetch|Could not resolve|Connection failed)[^\\n]*",
                    "the package source cannot be reached",
                    "$0",
                    "check packages in the profile and the way there (try there: apt-get update)"),
            Symptom.printed(
                    "E: Unmet dependencies|The following packages have unmet dependencies:\\n([^\\n]*)",
                    "apt cannot satisfy the packages' dependencies",
                    "$1",
                    "see the host's log; a package source may be missing in packages.runtime"),
            Symptom.logged(
                    "kubelet is configured to not run on a host using cgroup v1",
                    "the kubelet refuses cgroup v1",
                    "since Kubernetes 1.35 it does not start there unless it is told to",
                    "boot the host with cgroup v2, or set kubeadm.kubeletConfiguration.failCgroupV1: false in the profile"),
            Symptom.logged(
                    "running with swap on is not supported",
                    "the kubelet refuses to run beside swap",
                    "swap is on",
                    "run swapoff -a there and remove swap from /etc/fstab, or set"
                            + " kubeadm.kubeletConfiguration.failSwapOn: false"),
            Symptom.logged(
                    "misconfiguration: kubelet cgroup driver: \"?(\\w+)\"? is different from[^\\n]*",
                    "kubelet and containerd use different cgroup drivers",
                    "$0",
                    "set SystemdCgroup = true for runc in " + ContainerdConfig.PATH + ", or cgroupDriver in"
                            + " kubeadm.kubeletConfiguration"),
            Symptom.printed(
                    "\\[ERROR Port-(\\d+)\\]: ([^\\n]*)",
                    "port $1 is in use",
                    "$2",
                    "stop what listens there (find it with: ss -ltnp 'sport = :$1')"),
            Symptom.printed(
                    "\\[ERROR (DirAvailable\\S*|FileAvailable\\S*)\\]: ([^\\n]*)",
                    "an earlier attempt left something behind",
                    "$2",
                    "remove it with kprov down --yes, then run kprov up"),
            Symptom.printed(
                    "\\[ERROR ([\\w-]+)\\]: ([^\\n]*)",
                    "kubeadm's check $1 failed",
                    "$2",
                    "mend the host, or list $1 in kubeadm.initConfiguration (or joinConfiguration)"
                            + ".nodeRegistration.ignorePreflightErrors"),
            Symptom.printed(
                    "none of the public keys \"([^\"]+)\" are pinned",
                    "the cluster's CA is not the one that was pinned",
                    "the API server showed a CA with the hash $1",
                    "make sure api.endpoint leads to this cluster's control plane and to nothing else"),
            Symptom.printed(
                    "a Node with name \"([^\"]+)\" and status \"Ready\" already exists",
                    "a node called $1 exists already",
                    "another machine joined under that name",
                    "rename the host in the inventory, or delete the node (kubectl delete node $1)"),
            Symptom.logged(
                    "(/[^\\s:\"'\\\\]+)[^\\n/]{0,40}[Nn]o space left on device",
                    "the disk is full",
                    "no space was left to write $1",
                    FREE_SPACE),
            Symptom.logged(
                    "(?:inotify_init1?|unable to create inotify): too many open files",
                    "the kubelet cannot watch files",
                    "root's programs there use all of the kernel's inotify instances (fs.inotify.max_user_instances)",
                    "raise it there (sysctl -w fs.inotify.max_user_instances=1024, and the same in /etc/sysctl.d)"),
            Symptom.printed(
                    "kprov: the kubelet ended (\\d+) times:\\n([^\\n]*)",
                    "the kubelet does not start",
                    "it ended $1 times; it says: $2",
                    "mend what it complains of; its log is in the run's folder"),
            Symptom.printed(
                    "unknown field \"?([^\"\\n]+)\"?|error unmarshaling JSON[^\\n]*|strict decoding error: ([^\\n]*)",
                    "kubeadm does not understand its configuration",
                    "$0",
                    "correct the kubeadm block of the profile"),
            Symptom.printed(
                    "error execution phase ([\\w/-]+): ([^\\n]*)",
                    "kubeadm failed in its phase $1",
                    "$2",
                    "see the host's log and its diagnostics in the run's folder"));

    private KubeadmFailures() {}

    static Optional<Problem> explain(Step step, String output, String diagnostics) {
        return Symptom.explain(RULES, step, output, diagnostics);
    }
}
