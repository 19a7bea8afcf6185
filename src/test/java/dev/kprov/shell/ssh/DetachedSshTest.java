package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.DetachedShellContract;
import dev.kprov.shell.Shell;
import dev.kprov.shell.local.FakeSudo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/// Over a connection of SSHJ.
final class DetachedSshTest extends DetachedShellContract {
    private final KeyPair hostKey = TestKeys.ed25519();
    private final TestServer server;
    private final SshSettings settings;
    private final Access.Ssh access;

    DetachedSshTest(@TempDir Path home) throws Exception {
        super(home);
        KeyPair userKey = TestKeys.ed25519();
        server = new TestServer(userKey.getPublic(), hostKey);
        TestKeys.openssh(Files.createDirectory(home.resolve(".ssh")).resolve("id_ed25519"), userKey, "");
        server.usePath(new FakeSudo(Files.createDirectory(home.resolve("bin"))).path());
        settings = TestServer.settings(home, Duration.ofSeconds(20));
        access = server.access(TestKeys.fingerprint(hostKey));
    }

    @Override
    protected Host host() {
        Host host = TestServer.host(access);
        Become sudo = new Become(Become.Method.SUDO, Optional.empty());
        return new Host(
                host.name(), host.address(), host.address(), Set.of(), Map.of(), List.of(), host.access(), sudo);
    }

    @Override
    protected Shell open(Way way) throws InterruptedException {
        Access.Ssh current = switch (way) {
            case USUAL -> access;
            case REFUSED -> TestServer.withPassword(access);
            case TO_NOBODY -> TestServer.at("127.0.0.1", 1, access.hostKey());
        };
        return SshShell.open(TestServer.host(access), current, settings, secret -> "wrong");
    }

    @Override
    protected void breakConnections() {
        server.breakConnections();
    }

    @Override
    protected void isTheRefusal(KprovException problem) {
        assertThat(problem).hasMessageStartingWith("cannot log in to cp-1");
        assertThat(server.passwords()).hasSize(1);
    }

    @Override
    protected void closeServer() throws Exception {
        server.close();
    }
}
