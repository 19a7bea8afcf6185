package dev.kprov.shell.ssh;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.UnknownKey;
import dev.kprov.shell.ssh.config.HostConfig;
import dev.kprov.shell.ssh.known.KnownHosts;
import dev.kprov.shell.ssh.pace.Backoff;
import dev.kprov.shell.ssh.pace.Heartbeat;
import dev.kprov.shell.ssh.pace.Turns;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;

/// Connects to a server, through its jump hosts, and logs in.
final class Connector {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int UNANSWERED = 3;

    private final SshSettings settings;
    private final Secrets secrets;

    Connector(SshSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /// A server that refuses or drops the connection may be starting: it is asked again while the time for connecting
    /// lasts. Whoever has said that a key or a password is wrong is not asked again.
    Connection open(Server server) throws InterruptedException {
        HostKeyCheck check =
                new HostKeyCheck(server, KnownHosts.read(server.config().knownHosts()), settings.newKeys());
        return open(server, check, way(server), true);
    }

    private Connection open(Server server, HostKeyCheck check, Optional<Server> jump, boolean login)
            throws InterruptedException {
        Duration timeout = server.connectTimeout(settings);
        Backoff backoff = new Backoff(timeout);
        while (true) {
            try {
                return attempt(server, check, jump, login);
            } catch (IOException e) {
                if (!Backoff.isUseful(e) || !backoff.pause()) {
                    throw ConnectProblem.connecting(server, timeout, backoff.told(), e);
                }
            }
        }
    }

    /// Looks whether the key is known, without a login. What is on the way has to be known.
    Optional<UnknownKey> scan(Server server) throws InterruptedException {
        KnownHosts hosts = KnownHosts.read(server.config().knownHosts());
        HostKeyCheck check = new HostKeyCheck(server, hosts, settings.newKeys());
        try {
            open(server, check, way(server), false).close();
            return Optional.empty();
        } catch (KprovException e) {
            return Optional.of(check.unknown().orElseThrow(() -> e))
                    .map(key -> new UnknownKey(
                            server.host(),
                            server.role() != Server.Role.HOST,
                            server.place(),
                            key.type(),
                            key.fingerprint(),
                            hosts.file().orElse(Path.of("known_hosts")),
                            () -> hosts.add(server.knownName(), key)));
        }
    }

    private Connection attempt(Server server, HostKeyCheck check, Optional<Server> jump, boolean login)
            throws IOException, InterruptedException {
        Turns.Turn turn = settings.turns().take(place(server, jump));
        try {
            Connection connection = connect(server, check, jump);
            return login ? login(connection, check) : connection;
        } finally {
            turn.close();
        }
    }

    private static String place(Server server, Optional<Server> jump) {
        return server.place() + jump.map(way -> " through " + way.access()).orElse("");
    }

    private Connection login(Connection connection, HostKeyCheck check) throws InterruptedException {
        try {
            new Login(connection.server(), connection.client(), settings, secrets, check.trusted()).go();
            return connection;
        } catch (InterruptedException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /// Again with another type of key while the inventory's fingerprint may belong to one.
    private Connection connect(Server server, HostKeyCheck check, Optional<Server> jump)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return dial(server, check, jump);
            } catch (IOException e) {
                Optional<Problem> problem = check.problem();
                if (problem.isEmpty()) {
                    throw e;
                }
                if (!check.mayTryAnother()) {
                    throw new KprovException(problem.get());
                }
            }
        }
    }

    /// Walked to its end first: a jump host that needs itself would wait for itself.
    Optional<Server> way(Server server) {
        for (Optional<Server> next = server.way(settings.config()); next.isPresent(); ) {
            next = next.get().way(settings.config());
        }
        return server.way(settings.config());
    }

    private Connection dial(Server server, HostKeyCheck check, Optional<Server> jump)
            throws IOException, InterruptedException {
        Optional<Tunnel> tunnel = jump.isPresent()
                ? Optional.of(settings.jumpHosts().open(server, jump.get(), this::open))
                : Optional.empty();
        Connection connection = new Connection(server, client(server, check), tunnel);
        watch(connection);
        try {
            if (tunnel.isPresent()) {
                dial(connection.client(), tunnel.get().channel(), server.connectTimeout(settings));
            } else {
                connection.client().connect(server.address(), server.port());
            }
            return connection;
        } catch (IllegalStateException e) {
            connection.close();
            // SSHJ's word for a connection that went away between its greeting and the exchange of keys.
            throw new TransportException("the connection ended before the keys were exchanged", e);
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /// A channel, unlike a socket, waits for ever for a server that says nothing.
    private static void dial(SSHClient client, DirectConnection channel, Duration timeout) throws IOException {
        CompletableFuture<Boolean> late =
                new CompletableFuture<Boolean>().completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = late.thenRun(() -> IOUtils.closeQuietly(channel.getInputStream()));
        try {
            client.connectVia(channel);
        } catch (IOException e) {
            throw late.isDone() ? new SocketTimeoutException("timed out") : e;
        } finally {
            late.cancel(false);
        }
    }

    private SSHClient client(Server server, HostKeyCheck check) {
        int millis = (int) Math.min(server.connectTimeout(settings).toMillis(), Integer.MAX_VALUE);
        SSHClient client = new SSHClient(Algorithms.CONFIG);
        client.addHostKeyVerifier(check);
        client.setConnectTimeout(millis);
        client.setTimeout(millis);
        client.getTransport().setTimeoutMs(millis);
        client.getConnection().setTimeoutMs(millis);
        return client;
    }

    private static void watch(Connection connection) {
        if (connection.client().getConnection().getKeepAlive() instanceof Heartbeat heartbeat) {
            HostConfig config = connection.server().config();
            heartbeat.begin(
                    (int) config.serverAliveInterval().orElse(KEEP_ALIVE).toSeconds(),
                    config.serverAliveCountMax().orElse(UNANSWERED),
                    connection::cut);
        }
    }
}
