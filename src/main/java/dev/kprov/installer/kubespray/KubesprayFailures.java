package dev.kprov.installer.kubespray;

import dev.kprov.installer.Symptom;
import dev.kprov.installer.kubespray.ansible.AnsibleEvents;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises failures of kubespray in what `AnsibleEvents` makes of them: one problem for each host that failed or
/// could not be reached, and one for a playbook that did not get to any host.
final class KubesprayFailures {
    /// A host and a task have no line breaks, and a host no colon.
    private static final Pattern TOLD = Pattern.compile(
            "^(" + AnsibleEvents.FAILED + "|" + AnsibleEvents.UNREACHABLE + ")([^:\\n]+): ([^\\n]*)$",
            Pattern.MULTILINE);

    /// Why a host cannot be reached.
    private static final List<Symptom> WAYS = List.of(
            Symptom.printed(
                    "Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED",
                    "the host key is not the one that is known",
                    "$0",
                    "see that it is the right host, then remove its old key: ssh-keygen -R HOST"),
            Symptom.printed(
                    "Permission denied \\([^)]*\\)",
                    "the host refuses the login",
                    "ssh said: $0",
                    "check user and identityFile in the inventory; a key with a passphrase must be in the agent"),
            Symptom.printed(
                    "Connection refused|No route to host|timed out|Could not resolve hostname",
                    "the host does not answer",
                    "ssh said: $0",
                    "see that the host is up and a sshd listens at that address and port, then run kprov up again"));

    /// Why a task failed.
    private static final List<Symptom> TASKS = List.of(
            Symptom.printed(
                    "Ansible must be between \\S+ and \\S+ exclusive - you have \\S+",
                    "this kubespray wants another Ansible",
                    "$0",
                    "let kprov make the one that fits: kubespray.ansible: venv"),
            Symptom.printed(
                    "Python netaddr is not present",
                    "Ansible's Python lacks netaddr",
                    "$0",
                    "install the checkout's requirements.txt there, or write kubespray.ansible: venv"),
            Symptom.printed(
                    "Kubernetes v?(\\S+) is not supported for \\S+",
                    "this kubespray does not know Kubernetes $1",
                    "its checksums.yml has no such version",
                    "choose another kubernetes.version, or another release of kubespray"),
            Symptom.printed(
                    "only support newer version of Kubernetes than (\\S+)",
                    "this kubespray wants a newer Kubernetes than $1",
                    "it supports only a few releases",
                    "choose a newer kubernetes.version, or an older release of kubespray"),
            Symptom.printed(
                    "(?:Incorrect|Missing) (?:sudo|doas) password|a password is required",
                    "the user cannot become root",
                    "$0",
                    "check become in the inventory, above all its password"),
            Symptom.printed(
                    "waiting for privilege escalation prompt",
                    "sudo does not answer",
                    "often the host cannot resolve its own name",
                    "see on the host how long sudo -n true takes, and whether /etc/hosts has its name"),
            Symptom.printed(
                    "without a populated facts cache",
                    "Ansible does not know the hosts that it is not to change",
                    "$0",
                    "run kprov up again: it asks all hosts for their facts first"),
            Symptom.printed(
                    "configured to not run on a host using cgroup v1",
                    "the kubelet refuses cgroup v1",
                    "since Kubernetes 1.35 it does not start there unless it is told to",
                    "boot with cgroup v2, or add to kubespray.variables: kubelet_fail_cgroup_v1: false"),
            Symptom.printed(
                    "\\[ERROR ([A-Za-z0-9-]+)\\]:? *([^\\n]*)",
                    "kubeadm refuses the node ($1)",
                    "$2",
                    "remove the cause, or add to kubespray.variables: kubeadm_ignore_preflight_errors: [$1]"),
            Symptom.printed(
                    "HTTP Error 404[^\\n]*|checksum[^\\n]*(?:mismatch|did not match)[^\\n]*",
                    "a download is not what kubespray wants",
                    "$0",
                    "see that the mirror has it, and remove what is half there from /tmp/releases on the host"),
            Symptom.printed(
                    "No space left on device",
                    "the disk is full",
                    "$0",
                    "make room on the host, then run kprov up again"),
            Symptom.printed(
                    "[^\\n]+", "a task of kubespray failed", "$0", "read the step's log, then run kprov up again"));

    /// Where nothing was told of any host.
    private static final List<Symptom> PLAYBOOKS = List.of(
            Symptom.printed(
                    "(?:the playbook: |ERROR! the playbook: )(\\S+) could not be found",
                    "the checkout has no playbook $1",
                    "$0",
                    "see that kubespray.checkout is one of kubespray, or name it under kubespray.playbooks"),
            Symptom.printed(
                    "ERROR!? *:?([^\\n]+)",
                    "Ansible cannot run the playbook",
                    "$1",
                    "see that the checkout is complete and unchanged: git status"));

    private KubesprayFailures() {}

    /// @param output as it was kept, with what Ansible printed as its errors
    static List<Problem> explain(Step step, String output) {
        List<Problem> problems = new ArrayList<>();
        Matcher told = TOLD.matcher(output);
        while (told.find()) {
            boolean reached = told.group(1).equals(AnsibleEvents.FAILED);
            problems.add(of(step, reached, told.group(2), told.group(3)));
        }
        if (problems.isEmpty()) {
            Symptom.explain(PLAYBOOKS, step, output, "").ifPresent(problems::add);
        }
        return problems;
    }

    private static Problem of(Step step, boolean reached, String host, String told) {
        Problem found = Symptom.explain(reached ? TASKS : WAYS, step, told, "")
                .orElseGet(() -> new Problem(
                        ExitCode.UNREACHABLE,
                        host,
                        "Ansible cannot reach the host (" + host + ")",
                        told,
                        "try ssh with what the inventory says, then run kprov up again"));
        String what = found.what().replace("(" + step.host() + ")", "(" + host + ")");
        // The task is what somebody who knows kubespray looks for.
        String why = found.why().equals(told) ? told : found.why() + "\nthe task: " + task(told);
        return new Problem(reached ? ExitCode.STEP_FAILED : ExitCode.UNREACHABLE, host, what, why, found.remedy());
    }

    private static String task(String told) {
        return told.substring(0, Math.max(0, told.indexOf(": ")));
    }

    /// The hosts that a playbook should have worked on and did not, where it ended as if all were well: what Ansible
    /// does not know is left out without a word.
    static List<String> leftOut(String output, List<String> wanted) {
        int end = output.lastIndexOf(AnsibleEvents.ENDED);
        if (end < 0) {
            return wanted;
        }
        List<String> seen = List.of(output.substring(end + AnsibleEvents.ENDED.length())
                .lines()
                .findFirst()
                .orElse("")
                .split(" "));
        return wanted.stream().filter(host -> !seen.contains(host)).toList();
    }
}
