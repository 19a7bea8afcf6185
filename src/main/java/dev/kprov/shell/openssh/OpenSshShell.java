package dev.kprov.shell.openssh;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shell;
import dev.kprov.shell.process.Conversation;
import dev.kprov.shell.process.Elevation;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// One connection to a host, held by the `ssh` program of this machine.
public final class OpenSshShell implements Shell {
    /// sshd allows ten unless told otherwise; one that is over counts for a moment, and ending one takes another.
    private static final int SESSIONS = 4;

    private final Session session;
    private final Elevation elevation;
    private final Semaphore sessions = new Semaphore(SESSIONS, true);

    private OpenSshShell(Session session, Elevation elevation) {
        this.session = session;
        this.elevation = elevation;
    }

    /// Connects, checks the host key and logs in.
    ///
    /// @param secrets for becoming root only: ssh gets none
    public static OpenSshShell open(Host host, Access.OpenSsh access, OpenSshSettings settings, Secrets secrets)
            throws InterruptedException {
        Session session = new Connector(host.name(), access.ssh(), settings).open();
        Elevation elevation = new Elevation(
                host.name(),
                session.server().user(),
                host.become(),
                secrets,
                settings.admissions().of(host.name()));
        return new OpenSshShell(session, elevation);
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        sessions.acquire();
        try {
            return Conversation.hold(elevation, command, output, session::run, timeout);
        } finally {
            sessions.release();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
