package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.LabHost.Kind;
import dev.kprov.lab.LabHost.Login;
import dev.kprov.lab.Workplace.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real sudo, as careful sites set it up.
@LabOfHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BecomeLab {
    private static final String RULES = "/etc/sudoers.d/zz-test";

    private final LabSettings lab = LabSettings.load();

    @TempDir
    private Path folder;

    private @Nullable LabHost host;
    private Workplace place = new Workplace(Path.of("."));

    @BeforeAll
    void start() {
        host = LabHost.start(lab, "cp-1", Kind.WITH_CONTAINERD);
    }

    @AfterAll
    void stop() {
        host().close();
    }

    @BeforeEach
    void good() {
        place = new Workplace(folder).profile(lab.profile());
        host().run("rm -f " + RULES);
    }

    private LabHost host() {
        return Objects.requireNonNull(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Defaults requiretty",
                "Defaults requiretty, use_pty, timestamp_timeout=0, lecture=always",
                "Defaults !use_pty",
                "Defaults passprompt=\"%u's secret for %h? \", passprompt_override",
                "Defaults lecture=always",
                "Defaults timestamp_timeout=0",
                "Defaults passwd_tries=1",
                "Defaults log_input, log_output",
            })
    void a_password_gets_through_however_sudo_asks(String rule) {
        rules(rule);
        plansWith(Login.OPS);
    }

    @Test
    void a_terminal_is_made_for_whoever_needs_no_password_too() {
        rules("Defaults requiretty");
        plansWith(Login.DEPLOY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Defaults lecture=always", "Defaults requiretty", "Defaults passwd_tries=1"})
    void a_wrong_password_is_given_once(String rule) throws IOException {
        rules(rule);
        Path wrong = Files.writeString(folder.resolve("wrong-password"), "not-it\n");
        String entry = host().entry("control-plane", Login.OPS).replace(lab.get("ops.password.file"), wrong.toString());
        int before = refusals();

        Done plan = place.inventory(entry).kprov("plan", "--profile", "kubeadm");

        assertThat(plan.exitCode()).as(plan.all()).isEqualTo(4);
        assertThat(plan.err())
                .containsOnlyOnce("wrong sudo password for ops on cp-1")
                .doesNotContain("not-it");
        assertThat(refusals() - before).isEqualTo(1);
    }

    @Test
    void doas_gets_its_password_and_a_wrong_one_is_given_once() throws IOException {
        host().install("opendoas");
        host().run("printf 'permit ops as root\\n' >/etc/doas.conf && chmod 600 /etc/doas.conf");
        String entry = host().entry("control-plane", Login.OPS).replace("method: sudo", "method: doas");
        plans(entry);

        Path wrong = Files.writeString(folder.resolve("wrong-password"), "not-it\n");
        String failure = "pam_unix(doas:auth): authentication failure";
        Done plan = place.inventory(entry.replace(lab.get("ops.password.file"), wrong.toString()))
                .kprov("plan", "--profile", "kubeadm");

        assertThat(plan.exitCode()).as(plan.all()).isEqualTo(4);
        assertThat(plan.err())
                .containsOnlyOnce("wrong doas password for ops on cp-1")
                .doesNotContain("not-it");
        assertThat(host().run("journalctl -o cat | grep -cF '" + failure + "' || true"))
                .isEqualTo("1");
    }

    private void plansWith(Login login) {
        plans(host().entry("control-plane", login));
    }

    private void plans(String entry) {
        Done plan = place.inventory(entry).kprov("plan", "--profile", "kubeadm");
        assertThat(plan.exitCode()).as(plan.all()).isZero();
        assertThat(plan.out()).contains("cp-1");
    }

    private void rules(String rule) {
        host().run("cat >/etc/sudoers.d/new <<'END'\n" + rule + "\nEND\nchmod 440 /etc/sudoers.d/new"
                + " && visudo -cf /etc/sudoers.d/new && mv /etc/sudoers.d/new " + RULES);
    }

    /// As PAM counts them.
    private int refusals() {
        String failure = "pam_unix(sudo:auth): authentication failure";
        return Integer.parseInt(host().run("journalctl -o cat | grep -cF '" + failure + "' || true"));
    }
}
