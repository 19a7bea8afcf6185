package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shell;
import dev.kprov.shell.process.Admission;
import dev.kprov.shell.process.Conversation;
import dev.kprov.shell.process.Elevation;
import dev.kprov.shell.process.Quoting;
import dev.kprov.shell.ssh.pace.Backoff;
import dev.kprov.shell.ssh.pace.SessionLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.schmizz.sshj.connection.channel.OpenFailException;

/// One SSH connection to a host.
public final class SshShell implements Shell {
    /// OpenSSH allows ten unless told otherwise, and counts one that is over until it has looked around again: where
    /// one ends and the next begins, there are two.
    private static final int SESSIONS = 5;

    /// How long it may take for that where others are waited for, and where nobody is left.
    private static final Duration SHORTLY = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Connection connection;
    private final Elevation elevation;
    private final SessionLimit sessions = new SessionLimit(SESSIONS);

    private SshShell(Connection connection, Elevation elevation) {
        this.connection = connection;
        this.elevation = elevation;
    }

    /// Connects, checks the host key and logs in.
    public static SshShell open(Host host, Access.Ssh access, SshSettings settings, Secrets secrets)
            throws InterruptedException {
        FutureTask<SshShell> opening = new FutureTask<>(() -> {
            Server server = Server.of(host.name(), access, settings.config());
            Admission admission = settings.admissions().of(host.name());
            Elevation elevation = new Elevation(host.name(), server.user(), host.become(), secrets, admission);
            return new SshShell(new Connector(settings, secrets).open(server), elevation);
        });
        // A virtual thread, because only there an interruption gets through to a socket that connects.
        Thread thread = Thread.ofVirtual().name("connect-" + host.name()).start(opening);
        try {
            return opening.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            if (e.getCause() instanceof Error bug) {
                throw bug;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        sessions.enter();
        try {
            return Conversation.hold(elevation, command, output, argv -> start(Quoting.line(argv)), timeout);
        } finally {
            sessions.leave();
        }
    }

    /// A server that refuses the session may have enough of them: then it is asked again when one has ended.
    private SshRunning start(String line) throws InterruptedException {
        Backoff shortly = new Backoff(SHORTLY);
        Backoff alone = new Backoff(LONG);
        while (true) {
            try {
                return new SshRunning(
                        connection.server(), connection.client().startSession().exec(line));
            } catch (OpenFailException e) {
                if (shortly.pause()) {
                    continue;
                }
                if (sessions.awaitAnother()) {
                    shortly = new Backoff(SHORTLY);
                } else if (!alone.pause()) {
                    throw ConnectProblem.session(connection.server(), e);
                }
            } catch (IOException e) {
                if (ConnectProblem.has(e, InterruptedException.class)) {
                    throw new InterruptedException(e.getMessage());
                }
                throw ConnectProblem.lost(connection.server(), e);
            } catch (IllegalStateException e) {
                // SSHJ says so when the connection is known to be dead.
                throw ConnectProblem.lost(connection.server(), new IOException(e.getMessage(), e));
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
