package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Secrets;
import java.io.IOException;
import java.util.Optional;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/// Connects to a server, through its jump hosts, and logs in.
final class Connector {
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int UNANSWERED = 3;

    private final SshSettings settings;
    private final Secrets secrets;

    Connector(SshSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    Connection open(Server server) throws InterruptedException {
        KnownHosts hosts = KnownHosts.read(settings.knownHosts());
        Optional<Access.Ssh> jump = server.access().jump();
        Optional<Connection> way = jump.isPresent() ? Optional.of(open(server.via(jump.get()))) : Optional.empty();
        try {
            return new Connection(server, login(server, connect(server, hosts, way)), way);
        } catch (InterruptedException | RuntimeException | Error e) {
            way.ifPresent(Connection::close);
            throw e;
        }
    }

    private SSHClient login(Server server, SSHClient client) throws InterruptedException {
        try {
            new Login(server, client, settings, secrets).go();
            return client;
        } catch (InterruptedException | RuntimeException | Error e) {
            Connection.closeQuietly(client);
            throw e;
        }
    }

    /// Again with another type of key while the inventory's fingerprint may belong to one.
    private SSHClient connect(Server server, KnownHosts hosts, Optional<Connection> way) {
        HostKeyCheck check = new HostKeyCheck(server, hosts);
        while (true) {
            SSHClient client = client(check);
            try {
                dial(server, client, way);
                return client;
            } catch (IOException e) {
                Connection.closeQuietly(client);
                Optional<Problem> problem = check.problem();
                if (problem.isEmpty()) {
                    throw ConnectProblem.connecting(server, settings, e);
                }
                if (!check.mayTryAnother()) {
                    throw new KprovException(problem.get());
                }
            }
        }
    }

    private SSHClient client(HostKeyCheck check) {
        SSHClient client = new SSHClient(Algorithms.CONFIG);
        client.addHostKeyVerifier(check);
        client.setConnectTimeout(settings.connectMillis());
        client.setTimeout(settings.connectMillis());
        client.getTransport().setTimeoutMs(settings.connectMillis());
        client.getConnection().setTimeoutMs(settings.connectMillis());
        if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
            keepAlive.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
            keepAlive.setMaxAliveCount(UNANSWERED);
        }
        return client;
    }

    private static void dial(Server server, SSHClient client, Optional<Connection> way) throws IOException {
        String address = server.access().address();
        int port = server.access().port();
        if (way.isEmpty()) {
            client.connect(address, port);
            return;
        }
        DirectConnection tunnel = way.get().client().newDirectConnection(address, port);
        client.connectVia(tunnel);
    }
}
