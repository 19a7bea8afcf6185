package dev.kprov.installer.kubespray.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.ResourceFile;
import dev.kprov.shell.Speech;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What streams of ansible-core 2.18 mean, recorded with playbooks of our own that fail in every way.
class AnsibleEventsTest {
    private final AnsibleEvents events = new AnsibleEvents();

    @Test
    void plays_and_tasks_tell_what_ansible_is_at() {
        assertThat(said("three-hosts.jsonl").stream().flatMap(said -> said.waiting().stream()))
                .startsWith("kubespray: Gather facts", "kubespray: Gather facts: Ask every host for its facts")
                .contains(
                        "kubespray: Prepare for etcd install: download | Get a binary",
                        "kubespray: Prepare for etcd install: kubeadm | Initialize first control plane node");
    }

    @Test
    void what_is_kept_can_be_read() {
        assertThat(lines("one-host.jsonl"))
                .contains("play: Gather facts", "ok: ok-1: Ask every host for its facts")
                .contains("changed: ok-1: download | Get a binary")
                .noneMatch(line -> line.contains("_event"));
    }

    @Test
    void hosts_that_failed_are_told_at_the_end() {
        List<String> lines = lines("three-hosts.jsonl");
        assertThat(lines.subList(lines.size() - 3, lines.size()))
                .containsExactly(
                        AnsibleEvents.FAILED
                                + "bad-1: kubeadm | Initialize first control plane node: non-zero return code:"
                                + " [ERROR CRI] container runtime is not running",
                        AnsibleEvents.UNREACHABLE
                                + "gone-1: Ask every host for its facts: Failed to connect to the host via ssh: ssh:"
                                + " connect to host 127.0.0.1 port 9: Connection refused",
                        AnsibleEvents.ENDED + "bad-1 gone-1 ok-1");
    }

    @Test
    void a_failure_that_the_playbook_ignores_is_none() {
        assertThat(lines("one-host.jsonl"))
                .anyMatch(line -> line.startsWith("failed: ok-1: Look for what need not be there"))
                .noneMatch(line -> line.startsWith(AnsibleEvents.FAILED))
                .endsWith(AnsibleEvents.ENDED + "ok-1");
    }

    @Test
    void no_secret_of_a_result_is_kept() {
        assertThat(ResourceFile.text(AnsibleEventsTest.class, "three-hosts.jsonl"))
                .contains("abcdef.0123456789abcdef");
        assertThat(lines("three-hosts.jsonl")).noneMatch(line -> line.contains("abcdef.0123456789abcdef"));
    }

    @Test
    void secrets_in_the_message_of_a_failure_are_masked() {
        String join = "kubeadm join --token abcdef.0123456789abcdef --certificate-key " + "0f".repeat(32)
                + " --discovery-token-ca-cert-hash sha256:" + "ab".repeat(32);
        String said =
                hear("{\"_event\":\"v2_runner_on_failed\",\"task\":{\"name\":\"Join\"},\"hosts\":{\"w\":{\"msg\":\""
                        + join + "\"}}}");
        assertThat(said)
                .isEqualTo("failed: w: Join: kubeadm join --token *** --certificate-key ***"
                        + " --discovery-token-ca-cert-hash sha256:" + "ab".repeat(32));
        assertThat(Secrets.masked("client-key-data: TUlJRXBBSUJBQUtDQVFFQQ==\nuser: a"))
                .isEqualTo("client-key-data: ***\nuser: a");
        assertThat(Secrets.masked("-----BEGIN RSA PRIVATE KEY-----\nMIIE")).isEqualTo("***");
    }

    @Test
    void of_several_items_the_one_that_failed_counts() {
        assertThat(hear("{\"_event\":\"v2_runner_on_failed\",\"task\":{\"name\":\"Load\"},\"hosts\":{\"w\":{\"msg\":"
                        + "\"One or more items failed\",\"results\":[{\"failed\":false,\"msg\":\"fine\"},"
                        + "{\"failed\":true,\"msg\":\"no such module\"}]}}}"))
                .isEqualTo("failed: w: Load: no such module");
    }

    @Test
    void each_host_has_a_log_of_its_tasks_with_their_times_and_output() {
        List<String> ofHosts = said("three-hosts.jsonl").stream()
                .flatMap(said -> said.ofHosts().stream())
                .map(of -> of.host() + " " + of.line())
                .toList();
        assertThat(ofHosts)
                .contains("ok-1 ok after 0.3 s: Ask every host for its facts")
                .anyMatch(line -> line.startsWith("bad-1 failed after "))
                .anyMatch(line -> line.startsWith("gone-1 unreachable after "))
                .anyMatch(line -> line.startsWith("bad-1   "))
                .noneMatch(line -> line.startsWith("localhost"))
                .noneMatch(line -> line.contains("abcdef.0123456789abcdef"));
    }

    /// Recorded where kubespray 2.32.0 added a worker; most of its 1629 events and its hosts' facts are left out.
    @Test
    void kubespray_itself_is_understood() {
        List<Speech.Said> said = said("kubespray-scale.jsonl");
        assertThat(said.stream().flatMap(one -> one.waiting().stream()))
                .contains("kubespray: Target only workers to get kubelet installed and checking in on any new"
                        + " nodes(network)");
        List<String> ofHosts = said.stream()
                .flatMap(one -> one.ofHosts().stream())
                .map(of -> of.host() + " " + of.line())
                .toList();
        assertThat(ofHosts)
                .anyMatch(line -> line.matches(
                        "rk-worker-1 (ok|changed) after [0-9.]+ s: kubernetes/kubeadm : Create kubeadm token.*"))
                .contains("rk-worker-1   ***")
                .noneMatch(line -> line.contains("abcdef.0123456789abcdef"));
        assertThat(lines("kubespray-scale.jsonl"))
                .endsWith(AnsibleEvents.ENDED + "rk-worker-1")
                .noneMatch(line -> line.contains("abcdef.0123456789abcdef"));
    }

    @Test
    void half_a_result_is_not_kept() {
        assertThat(events.hear("{\"_event\":\"v2_runner_on_ok\",\"hosts\":{\"a\":{\"stdout\":\"sec")
                        .lines())
                .isEmpty();
    }

    @Test
    void whatever_else_is_printed_stays() {
        assertThat(events.hear("[WARNING]: plain text")).isEqualTo(Speech.PLAIN.hear("[WARNING]: plain text"));
    }

    private String hear(String line) {
        return String.join("\n", events.hear(line).lines());
    }

    private List<String> lines(String file) {
        return said(file).stream().flatMap(said -> said.lines().stream()).toList();
    }

    private List<Speech.Said> said(String file) {
        return ResourceFile.text(AnsibleEventsTest.class, file)
                .lines()
                .map(events::hear)
                .toList();
    }
}
