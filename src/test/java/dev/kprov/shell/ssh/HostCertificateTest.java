package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that show a certificate, against OpenSSH's own server.
@Timeout(90)
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class HostCertificateTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private OpenSsh ssh = new OpenSsh(Path.of("."));
    private Path authority = Path.of(".");
    private Path key = Path.of(".");

    @BeforeEach
    void has_an_authority() throws Exception {
        Files.createDirectory(folder.resolve(".ssh"));
        ssh = new OpenSsh(folder);
        authority = ssh.key("ca");
        key = ssh.key("key");
    }

    @AfterEach
    void stops() {
        ssh.close();
    }

    @Test
    void a_host_of_every_kind_of_key_is_known_by_its_authority() throws Exception {
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            ssh.close();
            serve(ssh.key("host-" + type, "-t", type), authority, "-n", "127.0.0.1", "-V", "-1d:+1d");
            trust("[127.0.0.1]:" + ssh.port(), authority);
            assertThat(answer()).as(type).isEqualTo("in\n");
            trust("127.0.*", authority);
            assertThat(answer()).as(type + ", named without its port").isEqualTo("in\n");
        }
    }

    @Test
    void an_authority_with_a_key_of_another_kind_counts_as_well() throws Exception {
        for (String type : List.of("ecdsa", "rsa")) {
            ssh.close();
            Path other = ssh.key("ca-" + type, "-t", type);
            serve(ssh.key("host-" + type), other, "-n", "127.0.0.1");
            trust("*", other);
            assertThat(answer()).as(type).isEqualTo("in\n");
        }
    }

    @Test
    void an_expired_certificate_and_one_for_another_host_are_told() throws Exception {
        Path host = ssh.key("h");
        serve(host, authority, "-n", "127.0.0.1", "-V", "20200101:20200102");
        trust("*", authority);
        Problem expired = refusal();
        assertThat(expired.what())
                .startsWith("the certificate of cp-1 (127.0.0.1:")
                .endsWith("prove who it is");
        assertThat(expired.why())
                .contains("it has expired: it was valid until 2020-01-0")
                .contains(OpenSsh.fingerprint(authority))
                .contains("known_hosts:1");
        ssh.close();
        serve(host, authority, "-n", "db.example.com,10.0.0.9");
        trust("*", authority);
        assertThat(refusal().why()).contains("it is for db.example.com, 10.0.0.9, not for 127.0.0.1");
    }

    @Test
    void a_certificate_of_another_authority_is_told_with_both() throws Exception {
        Path other = ssh.key("other");
        serve(ssh.key("h"), other, "-n", "127.0.0.1");
        trust("*", authority);
        Problem problem = refusal();
        assertThat(problem.what()).endsWith("is signed by an authority that is not known");
        assertThat(problem.why()).contains(OpenSsh.fingerprint(authority), OpenSsh.fingerprint(other));
    }

    @Test
    void a_revoked_authority_does_not_count() throws Exception {
        serve(ssh.key("h"), authority, "-n", "127.0.0.1");
        trust("*", authority);
        Files.writeString(known(), Files.readString(known()) + "@revoked * " + publicKey(authority));
        assertThat(refusal().what()).endsWith("is revoked");
    }

    @Test
    void the_key_inside_may_be_known_whatever_the_certificate_says() throws Exception {
        Path host = ssh.key("h");
        serve(host, authority, "-n", "elsewhere");
        trust("*", authority);
        Files.writeString(known(), Files.readString(known()) + "[127.0.0.1]:" + ssh.port() + " " + publicKey(host));
        assertThat(answer()).isEqualTo("in\n");
    }

    private void serve(Path host, Path by, String... options) throws Exception {
        String[] all = new String[options.length + 1];
        all[0] = "-h";
        System.arraycopy(options, 0, all, 1, options.length);
        OpenSsh.certify(by, host, all);
        ssh.serve(List.of(key), List.of(), "HostKey " + host, "HostCertificate " + host + "-cert.pub");
    }

    private Path known() {
        return folder.resolve(".ssh/known_hosts");
    }

    private static String publicKey(Path file) throws Exception {
        return Files.readString(Path.of(file + ".pub"));
    }

    private void trust(String names, Path by) throws Exception {
        Files.writeString(known(), "@cert-authority " + names + " " + publicKey(by));
    }

    private Shell open() throws Exception {
        Access.Ssh access = new Access.Ssh(
                "127.0.0.1",
                Optional.of(ssh.port()),
                Optional.of(OpenSsh.USER),
                Optional.of(key.toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.Unsaid());
        return SshShell.open(TestServer.host(access), access, TestServer.settings(folder, ENOUGH), secret -> "");
    }

    private String answer() throws Exception {
        try (Shell shell = open()) {
            return shell.run(Command.of("echo", "in"), Output.NONE, ENOUGH).stdout();
        } catch (KprovException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private Problem refusal() throws Exception {
        try {
            open().close();
        } catch (KprovException e) {
            return e.problems().getFirst();
        }
        throw new AssertionError("it let us in");
    }
}
