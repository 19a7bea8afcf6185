package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.SecretRef;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.auth.Prompt;
import dev.kprov.shell.ssh.config.LocalUser;
import dev.kprov.shell.ssh.config.SshConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/// Agents, certificates and passphrases, against OpenSSH's own server and agent.
@Timeout(60)
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class SshAuthTest {
    private Path folder;
    private OpenSsh ssh;
    private Optional<Path> agent = Optional.empty();
    private Prompt prompt = Prompt.NONE;
    private Optional<SecretRef> passphrase = Optional.empty();

    /// Not one of JUnit's: the name of a socket is short.
    @BeforeEach
    void has_a_folder() throws Exception {
        folder = Files.createTempDirectory("kprov");
        Files.createDirectory(folder.resolve(".ssh"));
        ssh = new OpenSsh(folder);
    }

    @AfterEach
    void ends_what_it_started() throws Exception {
        ssh.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void the_agent_signs_with_every_kind_of_key() throws Exception {
        List<Path> keys = List.of(ssh.key("ed"), ssh.key("ec", "-t", "ecdsa"), ssh.key("r", "-t", "rsa", "-b", "2048"));
        agent = Optional.of(ssh.agent());
        for (Path key : keys) {
            OpenSsh.add(agent.get(), "-D");
            OpenSsh.add(agent.get(), key.toString());
            try (OpenSsh server = new OpenSsh(folder)) {
                server.serve(List.of(key), List.of());
                works(server, Optional.empty());
                assertThat(server.shown()).containsExactly(OpenSsh.fingerprint(key));
            }
        }
    }

    @Test
    void an_old_server_that_knows_only_one_way_to_sign_with_rsa_is_served() throws Exception {
        Path key = ssh.key("r", "-t", "rsa", "-b", "2048");
        agent = Optional.of(ssh.agent());
        OpenSsh.add(agent.get(), key.toString());
        ssh.serve(List.of(key), List.of(), "PubkeyAcceptedAlgorithms rsa-sha2-256");
        works(ssh, Optional.empty());
    }

    @Test
    void the_agent_holds_what_is_locked_in_the_file() throws Exception {
        Path locked = ssh.key("locked");
        agent = Optional.of(ssh.agent());
        OpenSsh.add(agent.get(), locked.toString());
        lock(locked, "geheim");
        ssh.serve(List.of(locked), List.of());
        works(ssh, Optional.of(locked));
        Files.delete(locked);
        works(ssh, Optional.of(locked));
    }

    @Test
    void the_order_is_that_of_openssh() throws Exception {
        Path named = ssh.key("named");
        Path both = ssh.key("both");
        Path other = ssh.key("other");
        Path right = ssh.key("right");
        agent = Optional.of(ssh.agent());
        OpenSsh.add(agent.get(), other.toString());
        OpenSsh.add(agent.get(), both.toString());
        ssh.serve(List.of(right), List.of());
        Problem problem = refusal(Optional.of(both));
        assertThat(ssh.shown()).containsExactly(OpenSsh.fingerprint(both), OpenSsh.fingerprint(other));
        assertThat(problem.why().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("key " + both + " (agent): refused, the server would take"),
                        line -> assertThat(line)
                                .startsWith("agent key other " + OpenSsh.fingerprint(other) + ": refused"));
        refusal(Optional.of(named));
        assertThat(ssh.shown())
                .containsExactly(OpenSsh.fingerprint(both), OpenSsh.fingerprint(other), OpenSsh.fingerprint(named));
    }

    @Test
    void an_agent_that_is_gone_or_locked_is_named() throws Exception {
        Path key = ssh.key("key");
        ssh.serve(List.of(ssh.key("other")), List.of());
        agent = Optional.of(folder.resolve("nobody"));
        assertThat(refusal(Optional.of(key)).why())
                .contains("agent " + folder.resolve("nobody") + ": it cannot be asked")
                .contains("key " + key + ": refused");
    }

    @Test
    void certificates_of_every_kind_of_key_are_used() throws Exception {
        Path authority = ssh.key("ca");
        ssh.serve(List.of(), List.of(authority));
        String[][] kinds = {{"-t", "ed25519"}, {"-t", "ecdsa"}, {"-t", "rsa", "-b", "2048"}};
        for (String[] kind : kinds) {
            Path key = ssh.key(kind[1], kind);
            OpenSsh.certify(authority, key, "-n", OpenSsh.USER, "-V", "-1m:+1h", "-O", "no-x11-forwarding");
            works(ssh, Optional.of(key));
        }
        assertThat(log(ssh)).contains("ED25519-CERT", "ECDSA-CERT", "RSA-CERT");
    }

    @Test
    void the_agent_may_hold_the_key_of_a_certificate_or_the_certificate() throws Exception {
        Path authority = ssh.key("ca");
        Path key = ssh.key("key");
        agent = Optional.of(ssh.agent());
        OpenSsh.add(agent.get(), key.toString());
        OpenSsh.certify(authority, key, "-n", OpenSsh.USER);
        lock(key, "geheim");
        ssh.serve(List.of(), List.of(authority));
        works(ssh, Optional.of(key));
        OpenSsh.add(agent.get(), "-D");
        lock(key, "");
        OpenSsh.add(agent.get(), key.toString());
        works(ssh, Optional.empty());
    }

    @Test
    void a_certificate_that_does_not_help_says_why() throws Exception {
        Path authority = ssh.key("ca");
        Path key = ssh.key("key");
        OpenSsh.certify(authority, key, "-n", OpenSsh.USER, "-V", "20200101:20200102");
        ssh.serve(List.of(), List.of(authority));
        assertThat(refusal(Optional.of(key)).why())
                .contains("certificate " + key + "-cert.pub, which ended at 2020-01-0", ": refused");
        OpenSsh.certify(authority, key, "-h", "-n", "host");
        assertThat(refusal(Optional.of(key)).why()).contains("it is for a host, not for a user");
    }

    @Test
    void a_passphrase_is_asked_for_once_and_only_when_the_server_wants_the_key() throws Exception {
        Path unwanted = ssh.key("unwanted", "-N", "x");
        Path key = ssh.key("key", "-N", "geheim", "-a", "1");
        ssh.serve(List.of(key), List.of());
        List<String> questions = new ArrayList<>();
        prompt = answering(questions, "falsch", "geheim");
        OpenKeys keys = new OpenKeys(prompt);
        works(ssh, Optional.of(key), keys);
        works(ssh, Optional.of(key), keys);
        assertThat(questions)
                .containsExactly(
                        "Passphrase of the key " + key + ": ",
                        "That does not open it. Passphrase of the key " + key + ": ");
        refusal(Optional.of(unwanted));
        assertThat(questions).hasSize(2);
    }

    @Test
    void a_passphrase_of_the_inventory_opens_the_key() throws Exception {
        Path key = ssh.key("key", "-N", "geheim", "-a", "1");
        ssh.serve(List.of(key), List.of());
        passphrase = Optional.of(new SecretRef.Env("PASSPHRASE"));
        works(ssh, Optional.of(key));
        Path other = ssh.key("other", "-N", "anders", "-a", "1");
        ssh.serve(List.of(other), List.of());
        Problem problem = refusal(Optional.of(other));
        assertThat(problem.why()).contains("ssh.passphrase of the inventory is another one");
        assertThat(problem.toString()).doesNotContain("geheim");
    }

    @Test
    void a_configuration_names_certificates_agents_and_keys() throws Exception {
        Path authority = ssh.key("ca");
        Path key = ssh.key("key");
        Path other = ssh.key("other");
        OpenSsh.certify(authority, key, "-n", OpenSsh.USER);
        Path certificate = Files.move(Path.of(key + "-cert.pub"), folder.resolve("elsewhere.pub"));
        Path socket = ssh.agent();
        OpenSsh.add(socket, other.toString());
        OpenSsh.add(socket, key.toString());
        Files.writeString(folder.resolve(".ssh/config"), """
            Host 127.*
              IdentityAgent ~/agent
              CertificateFile %s
              IdentityFile ~/key.pub
              IdentitiesOnly yes
            """.formatted(certificate));
        ssh.serve(List.of(), List.of(authority));
        works(ssh, Optional.empty());
        assertThat(log(ssh)).contains("ED25519-CERT");
        ssh.serve(List.of(), List.of());
        assertThat(refusal(Optional.empty()).why().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("certificate " + certificate + ": refused"),
                        line -> assertThat(line).startsWith("key " + folder.resolve("key.pub") + " (agent): refused"));
    }

    @Test
    void without_a_terminal_the_remedy_names_the_ways() throws Exception {
        Path key = ssh.key("key", "-N", "geheim", "-a", "1");
        ssh.serve(List.of(key), List.of());
        Problem problem = refusal(Optional.of(key));
        assertThat(problem.why()).contains("the server wants it, but it is protected by a passphrase");
        assertThat(problem.remedy()).contains("ssh-add " + key, "ssh.passphrase", "at a terminal");
    }

    @Test
    void every_form_of_an_encrypted_file_opens() throws Exception {
        String[][] forms = {
            {"-t", "ed25519"},
            {"-t", "ed25519", "-Z", "aes256-gcm@openssh.com"},
            {"-t", "rsa", "-b", "2048"},
            {"-t", "rsa", "-b", "2048", "-m", "PEM"},
            {"-t", "rsa", "-b", "2048", "-m", "PKCS8"},
            {"-t", "ecdsa", "-m", "PEM"},
            {"-t", "ecdsa", "-m", "PKCS8"}
        };
        List<Path> keys = new ArrayList<>();
        for (String[] form : forms) {
            List<String> options = new ArrayList<>(List.of(form));
            options.addAll(List.of("-N", "geheim", "-a", "1"));
            keys.add(ssh.key("form" + keys.size(), options.toArray(String[]::new)));
        }
        ssh.serve(keys, List.of());
        for (Path key : keys) {
            Files.delete(Path.of(key + ".pub"));
            prompt = answering(new ArrayList<>(), "falsch", "geheim");
            works(ssh, Optional.of(key));
        }
    }

    @Test
    void a_cipher_that_is_not_known_is_no_wrong_passphrase() throws Exception {
        Path key = ssh.key("key", "-N", "geheim", "-a", "1", "-Z", "chacha20-poly1305@openssh.com");
        ssh.serve(List.of(key), List.of());
        prompt = answering(new ArrayList<>(), "geheim");
        Problem problem = refusal(Optional.of(key));
        assertThat(problem.why()).contains("its cipher chacha20-poly1305@openssh.com is not known");
        assertThat(problem.remedy()).contains("ssh-keygen -p -Z aes256-ctr -f " + key);
    }

    private static Prompt answering(List<String> questions, String... answers) {
        return new Prompt() {
            @Override
            public boolean available() {
                return true;
            }

            @Override
            public String ask(String question) {
                questions.add(question);
                return answers[questions.size() - 1];
            }
        };
    }

    private static void lock(Path key, String passphrase) throws Exception {
        String old = passphrase.isEmpty() ? "geheim" : "";
        OpenSsh.run(Map.of(), "ssh-keygen", "-q", "-p", "-a", "1", "-P", old, "-N", passphrase, "-f", key.toString());
    }

    private static String log(OpenSsh server) throws Exception {
        return Files.readString(server.log());
    }

    private void works(OpenSsh server, Optional<Path> key) {
        works(server, key, new OpenKeys(prompt));
    }

    private void works(OpenSsh server, Optional<Path> key, OpenKeys keys) {
        assertThatCode(() -> {
                    try (Shell shell = open(server, key, keys)) {
                        assertThat(shell.run(Command.of("echo", "in"), Output.NONE, Duration.ofSeconds(20))
                                        .stdout())
                                .isEqualTo("in\n");
                    } catch (KprovException e) {
                        throw new AssertionError(e.problems().toString(), e);
                    }
                })
                .doesNotThrowAnyException();
    }

    private Problem refusal(Optional<Path> key) throws Exception {
        try {
            open(ssh, key, new OpenKeys(prompt)).close();
        } catch (KprovException e) {
            return e.problems().getFirst();
        }
        throw new AssertionError("it let us in");
    }

    private SshConfig config() {
        Map<String, String> environment =
                agent.map(socket -> Map.of("SSH_AUTH_SOCK", socket.toString())).orElse(Map.of());
        LocalUser user = new LocalUser(OpenSsh.USER, folder, environment);
        return new SshConfig(user, List.of(user.ssh().resolve("config")));
    }

    private Shell open(OpenSsh server, Optional<Path> key, OpenKeys keys) throws Exception {
        Access.Ssh access = new Access.Ssh(
                "127.0.0.1",
                Optional.of(server.port()),
                Optional.of(OpenSsh.USER),
                key.map(Path::toString),
                passphrase,
                Optional.empty(),
                Optional.of(server.hostFingerprint()),
                new Access.Jump.Unsaid());
        SshSettings settings = new SshSettings(config(), Duration.ofSeconds(20), keys);
        return SshShell.open(TestServer.host(access), access, settings, secret -> "geheim");
    }
}
