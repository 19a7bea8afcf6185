package dev.kprov.installer.kubeadm;

import dev.kprov.installer.kubeadm.containerd.ContainerdConfig;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises failures of kubeadm, apt, containerd and the kubelet by what they print. Each rule names its cause
/// once;
/// the first that matches wins, so the more telling ones come first.
final class KubeadmFailures {
    /// @param pattern `$1` and so on may be used in the texts
    /// @param inDiagnostics whether the logs of the host are looked at too, and not only the step's own output
    private record Rule(Pattern pattern, boolean inDiagnostics, String what, String why, String remedy) {}

    private static final String FREE_SPACE = "free space below /var (try there: df -h; du -xh /var | sort -h | tail)";

    private static final List<Rule> RULES = List.of(
            rule(
                    "(/[^\\s:\"'\\\\]+)[^\\n/]{0,40}[Nn]o space left on device",
                    "the disk is full",
                    "no space was left to write $1",
                    FREE_SPACE),
            rule(
                    "[Nn]o space left on device|You don't have enough free space in [^\\n]*",
                    "the disk is full",
                    "a program there said: $0",
                    FREE_SPACE),
            rule(
                    "kprov: gave up after (\\d+) attempts in (\\d+) s: (\\S+) is held by process (\\d+) \\(([^\\n]*?) ?\\)",
                    "another program keeps packages locked: process $4",
                    "$3 is held by process $4 ($5); asked $1 times in $2 s",
                    "let process $4 finish, or end it there, then run kprov up again (timeouts.retry says how long kprov waits)"),
            rule(
                    "kprov: gave up after (\\d+) attempts in (\\d+) s: ([^\\n]*)",
                    "a fault that may pass did not pass in time",
                    "$3; tried $1 times in $2 s",
                    "see to it that it answers, then run kprov up again (timeouts.retry says how long kprov tries)"),
            rule(
                    "kprov: cannot pull (\\S+)\\n[\\s\\S]*?(not found|NotFound)",
                    "the image $1 does not exist where it was looked for",
                    "the registry, or the mirror of the profile, answered: not found",
                    "put the image into the mirror, or correct kubernetes.version or images.mirrors"),
            rule(
                    "kprov: cannot pull (\\S+)\\n[\\s\\S]*?failed to do request: Head \\\\?\"(https?://[^/\"\\\\]+)",
                    "cannot pull the image $1",
                    "$2 cannot be reached, and no mirror of images.mirrors has the image",
                    "put the image into the mirror, or correct kubernetes.version or images.mirrors"),
            rule(
                    "kprov: cannot pull (\\S+)\\n([^\\n]*)",
                    "cannot pull the image $1",
                    "$2",
                    "check that the host reaches the registry or the mirror of images.mirrors (try there: crictl pull $1)"),
            rule(
                    "E: Version '([^']+)' for '([^']+)' was not found",
                    "the package $2 has no version $1",
                    "the package source does not offer it",
                    "correct kubernetes.version in the profile, or packages.kubernetes.url (see there: apt-cache madison $2)"),
            rule(
                    "E: Unable to locate package (\\S+)",
                    "there is no package $1",
                    "no package source of the host offers it",
                    "correct packages in the profile (a source for the runtime goes into packages.runtime)"),
            rule(
                    "(?:NO_PUBKEY|EXPKEYSIG|BADSIG|is not signed|KEYEXPIRED)[^\\n]*",
                    "apt does not trust the package source",
                    "$0",
                    "correct the key of packages.kubernetes or packages.runtime in the profile"),
            rule(
                    "(?:Could not connect to|Failed to fetch|Could not resolve|Connection failed)[^\\n]*",
                    "the package source cannot be reached",
                    "$0",
                    "check packages in the profile and the way there (try there: apt-get update)"),
            rule(
                    "E: Unmet dependencies|The following packages have unmet dependencies:\\n([^\\n]*)",
                    "apt cannot satisfy the packages' dependencies",
                    "$1",
                    "see the host's log; a package source may be missing in packages.runtime"),
            logged(
                    "kubelet is configured to not run on a host using cgroup v1",
                    "the kubelet refuses cgroup v1",
                    "since Kubernetes 1.35 it does not start there unless it is told to",
                    "boot the host with cgroup v2, or set kubeadm.kubeletConfiguration.failCgroupV1: false in the profile"),
            logged(
                    "running with swap on is not supported",
                    "the kubelet refuses to run beside swap",
                    "swap is on",
                    "run swapoff -a there and remove swap from /etc/fstab, or set"
                            + " kubeadm.kubeletConfiguration.failSwapOn: false"),
            logged(
                    "misconfiguration: kubelet cgroup driver: \"?(\\w+)\"? is different from[^\\n]*",
                    "kubelet and containerd use different cgroup drivers",
                    "$0",
                    "set SystemdCgroup = true for runc in " + ContainerdConfig.PATH + ", or cgroupDriver in"
                            + " kubeadm.kubeletConfiguration"),
            rule(
                    "\\[ERROR Port-(\\d+)\\]: ([^\\n]*)",
                    "port $1 is in use",
                    "$2",
                    "stop what listens there (find it with: ss -ltnp 'sport = :$1')"),
            rule(
                    "\\[ERROR (DirAvailable\\S*|FileAvailable\\S*)\\]: ([^\\n]*)",
                    "an earlier attempt left something behind",
                    "$2",
                    "remove it with kprov down --yes, then run kprov up"),
            rule(
                    "\\[ERROR ([\\w-]+)\\]: ([^\\n]*)",
                    "kubeadm's check $1 failed",
                    "$2",
                    "mend the host, or list $1 in kubeadm.initConfiguration (or joinConfiguration)"
                            + ".nodeRegistration.ignorePreflightErrors"),
            rule(
                    "none of the public keys \"([^\"]+)\" are pinned",
                    "the cluster's CA is not the one that was pinned",
                    "the API server showed a CA with the hash $1",
                    "make sure api.endpoint leads to this cluster's control plane and to nothing else"),
            rule(
                    "a Node with name \"([^\"]+)\" and status \"Ready\" already exists",
                    "a node called $1 exists already",
                    "another machine joined under that name",
                    "rename the host in the inventory, or delete the node (kubectl delete node $1)"),
            logged(
                    "(/[^\\s:\"'\\\\]+)[^\\n/]{0,40}[Nn]o space left on device",
                    "the disk is full",
                    "no space was left to write $1",
                    FREE_SPACE),
            logged(
                    "(?:inotify_init1?|unable to create inotify): too many open files",
                    "the kubelet cannot watch files",
                    "root's programs there use all of the kernel's inotify instances (fs.inotify.max_user_instances)",
                    "raise it there (sysctl -w fs.inotify.max_user_instances=1024, and the same in /etc/sysctl.d)"),
            rule(
                    "kprov: the kubelet ended (\\d+) times:\\n([^\\n]*)",
                    "the kubelet does not start",
                    "it ended $1 times; it says: $2",
                    "mend what it complains of; its log is in the run's folder"),
            rule(
                    "unknown field \"?([^\"\\n]+)\"?|error unmarshaling JSON[^\\n]*|strict decoding error: ([^\\n]*)",
                    "kubeadm does not understand its configuration",
                    "$0",
                    "correct the kubeadm block of the profile"),
            rule(
                    "error execution phase ([\\w/-]+): ([^\\n]*)",
                    "kubeadm failed in its phase $1",
                    "$2",
                    "see the host's log and its diagnostics in the run's folder"));

    private KubeadmFailures() {}

    static Optional<Problem> explain(Step step, String output, String diagnostics) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(output);
            if (matcher.find()) {
                return Optional.of(problem(rule, step, matcher));
            }
            if (rule.inDiagnostics()) {
                Matcher inLogs = rule.pattern().matcher(diagnostics);
                if (inLogs.find()) {
                    return Optional.of(problem(rule, step, inLogs));
                }
            }
        }
        return Optional.empty();
    }

    private static Problem problem(Rule rule, Step step, Matcher matcher) {
        return new Problem(
                ExitCode.STEP_FAILED,
                step.host(),
                fill(rule.what(), matcher) + " (" + step.host() + ")",
                fill(rule.why(), matcher),
                fill(rule.remedy(), matcher));
    }

    private static String fill(String text, Matcher matcher) {
        String filled = text;
        for (int group = matcher.groupCount(); group >= 0; group--) {
            String value = matcher.group(group);
            filled = filled.replace("$" + group, value == null ? "" : value.strip());
        }
        return filled.isBlank() ? matcher.group().strip() : filled;
    }

    private static Rule rule(String pattern, String what, String why, String remedy) {
        return new Rule(Pattern.compile(pattern), false, what, why, remedy);
    }

    private static Rule logged(String pattern, String what, String why, String remedy) {
        return new Rule(Pattern.compile(pattern), true, what, why, remedy);
    }
}
