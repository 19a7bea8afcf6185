package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.kubeadm.ScriptBed.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The script itself, before a kubeadm whose checks fail.
@Timeout(120)
class StartControlPlaneTest {
    private final ScriptBed bed;

    StartControlPlaneTest(@TempDir Path folder) throws IOException {
        bed = ScriptBed.in(folder);
        bed.command("systemctl", "echo 0");
        bed.command("crictl", "echo '{}'");
    }

    @Test
    void init_is_begun_again_when_containerd_answered_its_checks_too_late() throws Exception {
        Ended start = init("if [ \"$(grep -c 'kubeadm init' \"$CALLS\")\" -le 2 ]; then echo '" + ScriptBed.LATE_RUNTIME
                + "' >&2; exit 1; fi; echo 'no further' >&2; exit 1");

        assertThat(start.status()).isEqualTo(1);
        assertThat(start.output())
                .contains("2 failed: containerd did not answer in time: validate CRI v1 runtime API", "no further")
                .doesNotContain("3 failed");
        assertThat(start.calls().stream().filter(call -> call.startsWith("kubeadm init")))
                .hasSize(3);
    }

    @Test
    void init_that_is_refused_is_not_begun_again() throws Exception {
        Ended start = init("echo '[ERROR Port-6443]: Port 6443 is in use' >&2; exit 1");

        assertThat(start.status()).isEqualTo(1);
        assertThat(start.output()).contains("Port 6443 is in use").doesNotContain("another attempt");
    }

    /// One that starts a container at that moment kills it; an etcd that had begun its data never came up again.
    @Test
    void the_kubelet_is_restarted_once_and_not_before_the_api_server_has_given_an_answer() throws Exception {
        bed.command("kubectl", """
                case $(grep -c '^kubectl' "$CALLS") in
                    1) echo 'Unable to connect to the server: net/http: TLS handshake timeout' >&2; exit 1 ;;
                    2) echo 'Error from server (InternalError): an error on the server' >&2; exit 1 ;;
                    *) echo ok ;;
                esac""");
        Files.createDirectories(bed.folder().resolve("kubelet/pki"));
        Files.writeString(bed.folder().resolve("kubelet/pki/kubelet-client-current.pem"), "");
        Path kubernetes = Files.createDirectories(bed.folder().resolve("kubernetes"));
        Files.writeString(kubernetes.resolve("kubelet.conf"), "client-certificate-data: inline\n");
        try (ServerSocket listens = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    kubernetes.resolve("super-admin.conf"),
                    "    server: https://127.0.0.1:" + listens.getLocalPort() + "\n");

            Ended start = init("case $* in *kubelet-finalize*all*) echo 'client-certificate: x' >"
                    + kubernetes.resolve("kubelet.conf") + " ;; esac");

            assertThat(start.status()).as(start.output()).isZero();
            assertThat(start.calls().stream()
                            .filter(call -> call.matches("kubectl.*|kubeadm init phase.*"))
                            .map(call -> call.replaceFirst(" --.*", "")))
                    .containsExactly(
                            "kubectl get",
                            "kubectl get",
                            "kubeadm init phase kubelet-finalize all",
                            "kubectl get",
                            "kubeadm init phase control-plane controller-manager",
                            "kubeadm init phase control-plane scheduler");
        }
    }

    @Test
    void an_api_server_that_never_answers_is_told_with_the_last_words_of_what_ended() throws Exception {
        bed.command("kubectl", "echo 'Unable to connect to the server' >&2; exit 1");
        bed.command("journalctl", "echo 'E1130 node not found'");
        bed.command("crictl", """
                case $* in
                    *images*) echo '{}' ;;
                    *--state*) echo accaf7c519c75aa ;;
                    *logs*accaf7c519c75aa*) echo 'error creating storage factory: context deadline exceeded' ;;
                    *ps*) echo 'accaf7c519c75 Exited kube-apiserver' ;;
                esac""");
        Path kubernetes = Files.createDirectories(bed.folder().resolve("kubernetes"));
        Files.writeString(kubernetes.resolve("super-admin.conf"), "    server: https://127.0.0.1:1\n");

        Ended start = init("true");

        assertThat(start.status()).isEqualTo(62);
        assertThat(start.output())
                .contains("did not answer within 1 s", "accaf7c519c75 Exited kube-apiserver")
                .endsWith("""
                        kprov: the last words of container accaf7c519c75:
                        error creating storage factory: context deadline exceeded
                        """);
    }

    private Ended init(String body) throws Exception {
        bed.command("kubeadm", "case $1 in init) " + body + " ;; esac");
        String script = ScriptFile.text("start-control-plane")
                .replace("/var/lib/kprov", bed.folder().resolve("state").toString())
                .replace("/var/lib/kubelet", bed.folder().resolve("kubelet").toString())
                .replace("/etc/kubernetes", bed.folder().resolve("kubernetes").toString());
        return bed.lines(29, "TIMEOUT=1\nSKIP=\nRESET=\nFIRST=x\nTHEN=x\nIMAGES=\n" + script);
    }
}
