package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.kubeadm.ScriptBed.Ended;
import java.io.IOException;
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

    private Ended init(String body) throws Exception {
        bed.command("kubeadm", "case $1 in init) " + body + " ;; esac");
        String script = ScriptFile.text("start-control-plane")
                .replace("/var/lib/kprov", bed.folder().resolve("state").toString());
        return bed.lines(29, "TIMEOUT=1\nSKIP=\nRESET=\nFIRST=x\nTHEN=x\nIMAGES=\n" + script);
    }
}
