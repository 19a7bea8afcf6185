package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.problem.Problem;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.UnknownKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class KeyScanTest {
    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair jumpKey = TestKeys.ed25519();
    private final KeyPair user = TestKeys.ed25519();
    private final TestServer server = new TestServer(user.getPublic(), hostKey, TestKeys.rsa());
    private final TestServer jump = new TestServer(user.getPublic(), jumpKey);

    @TempDir
    private Path home;

    KeyScanTest() throws Exception {}

    @AfterEach
    void stops() throws Exception {
        server.close();
        jump.close();
    }

    @Test
    void an_unknown_host_is_found_without_a_login_and_trusted_when_it_is_added() throws Exception {
        Host host = TestServer.host("cp-1", unpinned(server));
        ScannedKeys first = ask(List.of(host));
        assertThat(first.problems()).isEmpty();
        assertThat(first.unknown()).singleElement().satisfies(key -> {
            assertThat(key.host()).isEqualTo("cp-1");
            assertThat(key.jump()).isFalse();
            assertThat(key.place()).isEqualTo("127.0.0.1:" + server.port());
            assertThat(key.fingerprint()).isEqualTo(TestKeys.fingerprint(hostKey));
        });
        assertThat(server.passwords()).isEmpty();
        assertThat(known()).doesNotExist();

        first.unknown().getFirst().trust();

        assertThat(known()).hasContent(TestKeys.known("[127.0.0.1]:" + server.port(), hostKey.getPublic()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".ssh"))))
                .isEqualTo("rwx------");
        assertThat(ask(List.of(host)).unknown()).isEmpty();
    }

    @Test
    void a_jump_host_comes_first_and_once_and_then_what_is_behind_it() throws Exception {
        TestKeys.openssh(Files.createDirectory(home.resolve(".ssh")).resolve("id_ed25519"), user, "");
        List<Host> hosts = IntStream.range(0, 5)
                .mapToObj(i -> TestServer.host("h" + i, TestServer.through(unpinned(server), unpinned(jump))))
                .toList();
        ScannedKeys first = ask(hosts);
        assertThat(first.unknown()).singleElement().satisfies(key -> {
            assertThat(key.jump()).isTrue();
            assertThat(key.fingerprint()).isEqualTo(TestKeys.fingerprint(jumpKey));
        });
        first.unknown().getFirst().trust();
        ScannedKeys second = ask(hosts);
        assertThat(second.unknown())
                .singleElement()
                .satisfies(key -> assertThat(key.fingerprint()).isEqualTo(TestKeys.fingerprint(hostKey)));
    }

    @Test
    void a_changed_a_revoked_and_another_pinned_key_are_problems_and_do_not_stop_the_others() throws Exception {
        Files.createDirectory(home.resolve(".ssh"));
        Files.writeString(
                known(),
                TestKeys.known("[127.0.0.1]:" + jump.port(), TestKeys.ed25519().getPublic()));
        Host changed = TestServer.host("changed", unpinned(jump));
        Host pinned = TestServer.host("pinned", server.access(TestKeys.fingerprint(jumpKey)));
        ScannedKeys result = ask(List.of(changed, pinned, TestServer.host("new", unpinned(server))));
        assertThat(result.unknown()).extracting(UnknownKey::host).containsExactly("new");
        assertThat(result.problems())
                .extracting(Problem::what)
                .satisfiesExactly(
                        what -> assertThat(what).endsWith("has changed"),
                        what -> assertThat(what).endsWith("is not the one that the inventory demands"));
        Files.writeString(known(), "@revoked " + TestKeys.known("*", hostKey.getPublic()));
        assertThat(ask(List.of(TestServer.host("revoked", unpinned(server)))).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).endsWith("is revoked"));
    }

    private ScannedKeys ask(List<Host> hosts) throws InterruptedException {
        return new KeyScan(TestServer.settings(home, Duration.ofSeconds(20)), secret -> "").ask(hosts, 10);
    }

    private static Access.Ssh unpinned(TestServer at) {
        return TestServer.unpinned(at.access("SHA256:x"));
    }

    private Path known() {
        return home.resolve(".ssh/known_hosts");
    }
}
