package dev.kprov.installer.kubeadm;

import static dev.kprov.installer.kubeadm.ScriptBed.FAILS_TWICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.kubeadm.ScriptBed.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script itself, before a kubeadm and a kube-proxy that do as a test wants.
@Timeout(120)
class JoinWorkerTest {
    private final ScriptBed bed;

    JoinWorkerTest(@TempDir Path folder) throws IOException {
        bed = ScriptBed.in(folder);
        bed.command("systemctl", "echo 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dial tcp 10.0.0.1:6443: connect: connection refused",
                "Get \"https://10.0.0.1:6443/api/v1/nodes/w-1?timeout=10s\": context deadline exceeded"
            })
    void a_join_is_begun_again_when_the_api_server_does_not_answer(String said) throws Exception {
        String fails = FAILS_TWICE.formatted("error: " + said);
        String joins = fails.replace("wc -l <\"$CALLS\"", "grep -c 'kubeadm join' \"$CALLS\"");
        bed.command("kubeadm", "case $1 in join) " + joins + " ;; esac");

        Ended join = bed.script("join-worker", 29, "RESET=", "PROXY=");

        assertThat(join.status()).as(join.output()).isZero();
        assertThat(join.output()).contains("2 failed: the API server does not answer: " + said);
        assertThat(join.calls().stream().filter(call -> call.startsWith("kubeadm reset")))
                .hasSize(2);
    }

    @Test
    void a_join_is_begun_again_when_containerd_answered_its_checks_too_late() throws Exception {
        String fails = FAILS_TWICE.formatted("error: " + ScriptBed.LATE_RUNTIME);
        String joins = fails.replace("wc -l <\"$CALLS\"", "grep -c 'kubeadm join' \"$CALLS\"");
        bed.command("kubeadm", "case $1 in join) " + joins + " ;; esac");

        Ended join = bed.script("join-worker", 29, "RESET=", "PROXY=");

        assertThat(join.status()).as(join.output()).isZero();
        assertThat(join.output()).contains("2 failed: containerd did not answer in time: validate CRI v1 runtime API");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none of the public keys are pinned",
                "dial unix /run/containerd/containerd.sock: connect: connection refused",
                "rpc error: code = DeadlineExceeded desc = context deadline exceeded",
            })
    void a_join_that_is_refused_is_not_begun_again(String said) throws Exception {
        bed.command("kubeadm", "echo '" + said + "' >&2; exit 1");

        Ended join = bed.script("join-worker", 29, "RESET=", "PROXY=");

        assertThat(join.status()).isEqualTo(1);
        assertThat(join.output()).contains(said).doesNotContain("another attempt");
    }

    @Test
    void connections_that_were_begun_before_kube_proxy_came_are_freed_when_it_has_come() throws Exception {
        bed.command("kubeadm", "");
        bed.command("kubectl", "echo 10.96.0.1");
        bed.command("timeout", "[ $(grep -c ^timeout \"$CALLS\") -gt 3 ]");
        bed.command("conntrack", "");

        Ended join = bed.script("join-worker", 29, "RESET=", "PROXY=yes");

        assertThat(join.status()).as(join.output()).isZero();
        assertThat(join.calls().stream().filter(call -> call.startsWith("timeout")))
                .hasSize(4)
                .allMatch(call -> call.endsWith("/dev/tcp/10.96.0.1/443"));
        assertThat(join.calls()).last().isEqualTo("conntrack -D -f ipv4 -p tcp -d 10.96.0.1 --state SYN_SENT");
    }

    @Test
    void a_join_that_worked_does_not_fail_by_what_comes_after_it() throws Exception {
        bed.command("kubeadm", "");
        bed.command("kubectl", "exit 1");

        assertThat(bed.script("join-worker", 29, "RESET=", "PROXY=yes").status())
                .isZero();
    }

    @Test
    void nobody_waits_for_a_kube_proxy_that_is_not_to_come() throws Exception {
        bed.command("kubeadm", "");
        bed.command("kubectl", "");

        Ended join = bed.script("join-worker", 29, "RESET=", "PROXY=");

        assertThat(join.calls()).noneMatch(call -> call.startsWith("kubectl"));
    }
}
