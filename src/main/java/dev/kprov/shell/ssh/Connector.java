package dev.kprov.shell.ssh;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Secrets;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

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

    Connection open(Server server) throws InterruptedException {
        HostKeyCheck check =
                new HostKeyCheck(server, KnownHosts.read(server.config().knownHosts()));
        Connection connection = connect(server, check);
        try {
            new Login(server, connection.client(), settings, secrets, check.trusted()).go();
            return connection;
        } catch (InterruptedException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /// Again with another type of key while the inventory's fingerprint may belong to one.
    private Connection connect(Server server, HostKeyCheck check) throws InterruptedException {
        Optional<Server> jump = way(server);
        while (true) {
            try {
                return dial(server, check, jump);
            } catch (IOException e) {
                Optional<Problem> problem = check.problem();
                if (problem.isEmpty()) {
                    throw ConnectProblem.connecting(server, server.connectTimeout(settings), e);
                }
                if (!check.mayTryAnother()) {
                    throw new KprovException(problem.get());
                }
            }
        }
    }

    /// Walked to its end first: a jump host that needs itself would wait for itself.
    private Optional<Server> way(Server server) {
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
        try {
            if (tunnel.isPresent()) {
                dial(connection.client(), tunnel.get().channel(), server.connectTimeout(settings));
            } else {
                connection.client().connect(server.address(), server.port());
            }
            return connection;
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
        if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
            keepAlive.setKeepAliveInterval((int)
                    server.config().serverAliveInterval().orElse(KEEP_ALIVE).toSeconds());
            keepAlive.setMaxAliveCount(UNANSWERED);
        }
        return client;
    }
}
