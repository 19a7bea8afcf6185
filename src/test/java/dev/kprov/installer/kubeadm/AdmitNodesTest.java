package dev.kprov.installer.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.kubeadm.ScriptBed.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script itself, before a kubectl that shows nodes as a test wants them.
class AdmitNodesTest {
    private static final int GRACE = 30;

    private final ScriptBed bed;

    AdmitNodesTest(@TempDir Path folder) throws IOException {
        bed = ScriptBed.in(folder);
    }

    @Test
    void a_node_that_never_appears_is_not_waited_for_as_long_as_a_network() throws Exception {
        String calls = admit(
                "worker-1 worker-2",
                1,
                "echo worker-1 Ready=True; sleep 0.2; "
                        + "echo worker-1 Ready=True NetworkUnavailable=False kprov.dev/starting:NoSchedule");

        assertThat(calls)
                .contains("taint node worker-1 kprov.dev/starting:NoSchedule --overwrite")
                .contains("taint node worker-1 kprov.dev/starting:NoSchedule-");
    }

    @Test
    void nobody_who_could_appear_is_given_up_soon() throws Exception {
        assertThat(admit("worker-1", 1, "echo cp-1 Ready=True NetworkUnavailable=False"))
                .doesNotContain("taint node");
    }

    @Test
    void a_node_that_appears_has_more_time_for_its_network() throws Exception {
        String calls = admit(
                "worker-1",
                2,
                "echo worker-1 Ready=False; sleep 4; "
                        + "echo worker-1 NetworkUnavailable=False kprov.dev/starting:NoSchedule");

        assertThat(calls).contains("taint node worker-1 kprov.dev/starting:NoSchedule-");
    }

    @Test
    void a_line_that_is_older_than_the_taint_does_not_hide_it() throws Exception {
        String calls =
                admit("worker-1", 2, "echo worker-1 Ready=True; echo worker-1 Ready=True NetworkUnavailable=False");

        assertThat(calls).contains("taint node worker-1 kprov.dev/starting:NoSchedule-");
    }

    @Test
    void a_taint_that_the_server_did_not_take_back_is_taken_back_again() throws Exception {
        String calls = admit(
                "worker-1",
                2,
                "echo worker-1 NetworkUnavailable=False kprov.dev/starting:NoSchedule",
                "taint) [ \"$(grep -c '^kubectl taint' \"$CALLS\")\" -gt 1 ] ;;");

        assertThat(calls.lines().filter(call -> call.endsWith("NoSchedule-"))).hasSize(2);
    }

    private String admit(String nodes, int appear, String watch) throws Exception {
        return admit(nodes, appear, watch, "");
    }

    /// What kubectl was called with; the script ends well, long before its grace is over.
    private String admit(String nodes, int appear, String watch, String otherwise) throws Exception {
        bed.command("kubectl", "case $1 in get) " + watch + "; exec sleep 60 ;; " + otherwise + " esac");
        Instant began = Instant.now();

        Ended admit = bed.script(
                "admit-nodes",
                29,
                "NODES='" + nodes + "'",
                "CONDITION=NetworkUnavailable=False",
                "TAINT=kprov.dev/starting:NoSchedule",
                "GRACE=" + GRACE,
                "APPEAR=" + appear);

        assertThat(admit.status()).as(admit.output()).isZero();
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(GRACE / 2));
        return String.join("\n", admit.calls());
    }
}
