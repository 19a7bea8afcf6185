package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.auth.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Host keys that nobody knows, when the command line says that they are accepted.
@Timeout(60)
final class AcceptNewKeysTest {
    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair user = TestKeys.ed25519();
    private final TestServer server = new TestServer(user.getPublic(), hostKey);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    private Path known = Path.of("known_hosts");

    AcceptNewKeysTest() throws Exception {}

    @BeforeEach
    void has_a_key() throws Exception {
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        TestKeys.openssh(ssh.resolve("id_ed25519"), user, "");
        known = ssh.resolve("known_hosts");
    }

    @AfterEach
    void stops() throws Exception {
        server.close();
    }

    @Test
    void an_unknown_key_is_accepted_told_and_added_once() throws Exception {
        open(unpinned());
        open(unpinned());
        assertThat(Files.readString(known)).isEqualTo(line(hostKey));
        assertThat(told)
                .containsExactly("cp-1: accepted the new host key of cp-1 (127.0.0.1:" + server.port()
                        + "): ssh-ed25519 " + TestKeys.fingerprint(hostKey));
    }

    @Test
    void the_key_of_an_unknown_jump_host_is_accepted_as_well() throws Exception {
        KeyPair jumpKey = TestKeys.ed25519();
        try (TestServer jump = new TestServer(user.getPublic(), jumpKey)) {
            open(TestServer.through(unpinned(), TestServer.unpinned(jump.access("SHA256:x"))));
            assertThat(told).hasSize(2);
            assertThat(told.getFirst())
                    .contains("the jump host of cp-1 (127.0.0.1:" + jump.port(), TestKeys.fingerprint(jumpKey));
            assertThat(Files.readAllLines(known)).hasSize(2);
        }
    }

    @Test
    void a_changed_key_is_refused_even_when_the_configuration_would_take_it() throws Exception {
        Files.writeString(known, line(TestKeys.ed25519()));
        Files.writeString(home.resolve(".ssh/config"), "StrictHostKeyChecking no\n");
        assertThat(refusal(unpinned())).endsWith(" has changed");
        assertThat(Files.readAllLines(known)).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void a_revoked_key_is_refused() throws Exception {
        Files.writeString(known, "@revoked " + TestKeys.known("*", hostKey.getPublic()));
        assertThat(refusal(unpinned())).endsWith(" is revoked");
        assertThat(told).isEmpty();
    }

    @Test
    void a_pinned_key_decides_and_is_no_news() throws Exception {
        open(server.access(TestKeys.fingerprint(hostKey)));
        assertThat(refusal(server.access(TestKeys.fingerprint(TestKeys.ed25519()))))
                .contains("is not the one that the inventory demands");
        assertThat(known).doesNotExist();
        assertThat(told).isEmpty();
    }

    private Access.Ssh unpinned() {
        return TestServer.unpinned(server.access("SHA256:x"));
    }

    private String line(KeyPair key) {
        return TestKeys.known("[127.0.0.1]:" + server.port(), key.getPublic());
    }

    private void open(Access.Ssh access) throws Exception {
        Duration timeout = Duration.ofSeconds(20);
        SshSettings settings = new SshSettings(
                TestServer.settings(home, timeout).config(),
                timeout,
                new OpenKeys(Prompt.NONE),
                new NewKeys(true, (host, text) -> told.add(host + ": " + text)));
        SshShell.open(TestServer.host(access), access, settings, secret -> TestServer.PASSWORD)
                .close();
    }

    private String refusal(Access.Ssh access) {
        KprovException refusal = catchThrowableOfType(KprovException.class, () -> open(access));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problems().getFirst().what();
    }
}
