package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.SecretRef;
import dev.kprov.shell.ssh.auth.OpenKeys;
import dev.kprov.shell.ssh.auth.Prompt;
import dev.kprov.shell.ssh.config.LocalUser;
import dev.kprov.shell.ssh.config.SshConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.StaticDecisionForwardingFilter;

/// An SSH server in this process that runs real commands as its user. Lets in one key and one password.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "geheim";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String path = System.getenv("PATH");

    TestServer(PublicKey user, KeyPair... hostKeys) throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(Arrays.asList(hostKeys)));
        PublickeyAuthenticator keys = (name, key, session) -> KeyUtils.compareKeys(key, user);
        server.setPublickeyAuthenticator(keys);
        server.setPasswordAuthenticator((name, password, session) -> {
            passwords.add(password);
            return password.equals(PASSWORD);
        });
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                connections.incrementAndGet();
            }
        });
        server.setCommandFactory((channel, line) -> new TestCommand(line, path));
        server.start();
    }

    /// For what only one test needs.
    void configure(Consumer<SshServer> change) {
        change.accept(server);
    }

    /// Where commands find their programs from now on.
    void usePath(String programs) {
        path = programs;
    }

    int port() {
        return server.getPort();
    }

    List<String> passwords() {
        return passwords;
    }

    /// How many there have been.
    int connections() {
        return connections.get();
    }

    boolean isIdle() {
        return server.getActiveSessions().isEmpty();
    }

    /// Refuses whatever more than so many tunnels go through one connection.
    void allowTunnels(int most) {
        Map<Session, Integer> tunnels = new ConcurrentHashMap<>();
        server.setForwardingFilter(new StaticDecisionForwardingFilter(true) {
            @Override
            public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
                return tunnels.merge(session, 1, Integer::sum) <= most;
            }
        });
    }

    /// Drops all connections without a word.
    void breakConnections() {
        server.getActiveSessions().forEach(session -> session.getIoSession().close(true));
    }

    Access.Ssh access(String fingerprint) {
        return at("127.0.0.1", port(), Optional.of(fingerprint));
    }

    static Access.Ssh at(String address, int port, Optional<String> fingerprint) {
        return new Access.Ssh(
                address,
                Optional.of(port),
                Optional.of("ops"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                fingerprint,
                new Access.Jump.Unsaid());
    }

    /// Without an agent and the system's configuration: those of this machine must not matter.
    static SshSettings settings(Path home, Duration timeout) {
        LocalUser user = new LocalUser(System.getProperty("user.name"), home, Map.of());
        SshConfig config = new SshConfig(user, List.of(user.ssh().resolve("config")));
        return new SshSettings(config, timeout, new OpenKeys(Prompt.NONE));
    }

    static Access.Ssh unpinned(Access.Ssh access) {
        return new Access.Ssh(
                access.address(),
                access.port(),
                access.user(),
                access.identityFile(),
                access.passphrase(),
                access.password(),
                Optional.empty(),
                access.jump());
    }

    static Access.Ssh withKey(Access.Ssh access, String file) {
        return new Access.Ssh(
                access.address(),
                access.port(),
                access.user(),
                Optional.of(file),
                access.passphrase(),
                access.password(),
                access.hostKey(),
                access.jump());
    }

    static Access.Ssh withPassword(Access.Ssh access) {
        return new Access.Ssh(
                access.address(),
                access.port(),
                access.user(),
                access.identityFile(),
                access.passphrase(),
                Optional.of(new SecretRef.Env("PW")),
                access.hostKey(),
                access.jump());
    }

    static Access.Ssh through(Access.Ssh access, Access.Ssh jump) {
        return new Access.Ssh(
                access.address(),
                access.port(),
                access.user(),
                access.identityFile(),
                access.passphrase(),
                access.password(),
                access.hostKey(),
                new Access.Jump.Via(jump));
    }

    static Host host(Access.Ssh access) {
        return host("cp-1", access);
    }

    static Host host(String name, Access.Ssh access) {
        return new Host(name, access.address(), access.address(), Set.of(), Map.of(), List.of(), access, Become.NONE);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
