package dev.kprov.installer.minikube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.shell.Speech;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What real streams of minikube v1.38.1 mean.
class MinikubeEventsTest {
    private final MinikubeEvents events = new MinikubeEvents();

    @Test
    void steps_tell_what_minikube_is_at() {
        assertThat(waiting("start-ssh.jsonl"))
                .startsWith("minikube: [proof] minikube v1.38.1 on Debian 12.11 (docker/amd64)")
                .containsSubsequence(
                        "minikube: Using the ssh driver based on user configuration",
                        "minikube: Generating certificates and keys",
                        "minikube: Booting up control plane",
                        "minikube: Configuring bridge CNI (Container Networking Interface)")
                .allSatisfy(text -> assertThat(text).doesNotContain("{", "\n"));
    }

    @Test
    void warnings_are_told_once() {
        List<String> remarks = said("none-start.jsonl").stream()
                .flatMap(said -> said.remark().stream())
                .toList();
        assertThat(remarks)
                .contains("minikube warns: Using the 'containerd' runtime with the 'none' driver is an untested"
                        + " configuration!")
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_kept_can_be_read() {
        assertThat(lines("start-docker-driver-engine.jsonl"))
                .contains("Using Docker driver with root privileges")
                .contains(MinikubeEvents.REASON + "INET_LOOKUP_HOST, 48")
                .contains(MinikubeEvents.ADVICE
                        + "Verify that your HTTP_PROXY and HTTPS_PROXY environment variables are set correctly.")
                .contains("see: https://minikube.sigs.k8s.io/docs/handbook/vpn_and_proxy/")
                .noneMatch(line -> line.contains("specversion"));
        assertThat(lines("start-kubeadm-fails.jsonl"))
                .contains("KERNEL_VERSION: 6.1.0-1-amd64")
                .anyMatch(line -> line.startsWith("error: error execution phase wait-control-plane:"));
    }

    @Test
    void an_error_without_an_exit_code_is_only_a_hint() {
        assertThat(lines("start-ssh.jsonl"))
                .anyMatch(line -> line.startsWith("The \"ssh\" driver should not be used with root privileges."))
                .noneMatch(line -> line.startsWith(MinikubeEvents.FAILED));
    }

    /// As `pkg/minikube/out/register` and `pkg/minikube/download` write them.
    @Test
    void downloads_show_their_progress_now_and_then() {
        assertThat(events.hear(event("download", "\"artifact\":\"preload.tar\"")))
                .isEqualTo(new Speech.Said(
                        List.of("Downloading preload.tar"),
                        Optional.of("minikube: downloading preload.tar"),
                        Optional.empty()));
        assertThat(progress("0.001")).contains("minikube: downloading preload.tar, 0 %");
        assertThat(progress("0.04")).isEmpty();
        assertThat(progress("0.421")).contains("minikube: downloading preload.tar, 42 %");
        assertThat(progress("1")).contains("minikube: downloading preload.tar, 100 %");
    }

    @Test
    void whatever_else_is_printed_stays() {
        for (String line : List.of("plain text", "{not json", "{\"type\":\"another\"}")) {
            assertThat(events.hear(line)).isEqualTo(Speech.PLAIN.hear(line));
        }
    }

    private Optional<String> progress(String share) {
        Speech.Said said =
                events.hear(event("download.progress", "\"artifact\":\"preload.tar\",\"progress\":\"" + share + "\""));
        assertThat(said.lines()).isEmpty();
        return said.waiting();
    }

    private static String event(String type, String data) {
        return "{\"specversion\":\"1.0\",\"type\":\"io.k8s.sigs.minikube." + type + "\",\"data\":{" + data + "}}";
    }

    private List<String> waiting(String file) {
        return said(file).stream().flatMap(said -> said.waiting().stream()).toList();
    }

    private List<String> lines(String file) {
        return said(file).stream().flatMap(said -> said.lines().stream()).toList();
    }

    private List<Speech.Said> said(String file) {
        return MinikubeBed.recorded(file).lines().map(events::hear).toList();
    }
}
