package dev.kprov.shell.ssh;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
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
        KnownHosts hosts = KnownHosts.read(server.config().knownHosts());
        Optional<Server> jump = server.way(settings.config());
        Optional<Connection> way = jump.isPresent() ? Optional.of(open(jump.get())) : Optional.empty();
        HostKeyCheck check = new HostKeyCheck(server, hosts);
        try {
            return new Connection(server, login(server, connect(server, check, way), check), way);
        } catch (InterruptedException | RuntimeException | Error e) {
            way.ifPresent(Connection::close);
            throw e;
        }
    }

    private SSHClient login(Server server, SSHClient client, HostKeyCheck check) throws InterruptedException {
        try {
            new Login(server, client, settings, secrets, check.trusted()).go();
            return client;
        } catch (InterruptedException | RuntimeException | Error e) {
            Connection.closeQuietly(client);
            throw e;
        }
    }

    /// Again with another type of key while the inventory's fingerprint may belong to one.
    private SSHClient connect(Server server, HostKeyCheck check, Optional<Connection> way) {
        while (true) {
            SSHClient client = client(server, check);
            try {
                dial(server, client, way);
                return client;
            } catch (IOException e) {
                Connection.closeQuietly(client);
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

    private static void dial(Server server, SSHClient client, Optional<Connection> way) throws IOException {
        String address = server.address();
        int port = server.port();
        if (way.isEmpty()) {
            client.connect(address, port);
            return;
        }
        DirectConnection tunnel = way.get().client().newDirectConnection(address, port);
        client.connectVia(tunnel);
    }
}
