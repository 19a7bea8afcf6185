package dev.kprov.shell.ssh;

import dev.kprov.shell.process.Running;
import dev.kprov.shell.ssh.pace.PatientInput;
import dev.kprov.shell.ssh.pace.PatientOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;
import net.schmizz.sshj.transport.TransportException;

/// A command on the other side of a connection.
final class SshRunning implements Running {
    /// In the order of their numbers, from 1.
    private static final List<String> SIGNALS = Arrays.asList(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM");
    private static final long LOOK_MILLIS = 500;
    private static final long GRACE_SECONDS = 8;

    private final Server server;
    private final Session.Command command;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;

    SshRunning(Server server, Session.Command command) {
        this.server = server;
        this.command = command;
        this.stdin = new PatientOutput(command);
        this.stdout = new PatientInput(command, command.getInputStream());
        this.stderr = new PatientInput(command, command.getErrorStream());
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public int exitStatus() {
        try {
            // A command may be over although something it left behind keeps the channel open.
            for (int seen = 0; !closed(LOOK_MILLIS) && seen < 2; ) {
                seen += command.getExitStatus() == null ? 0 : 1;
            }
        } catch (ConnectionException e) {
            throw ConnectProblem.lost(server, e);
        }
        if (command.getExitStatus() != null) {
            return command.getExitStatus();
        }
        if (command.getExitSignal() != null) {
            return 128 + 1 + Math.max(0, SIGNALS.indexOf(command.getExitSignal().name()));
        }
        throw ConnectProblem.lost(server, new IOException("the command's channel was closed without an exit status"));
    }

    private boolean closed(long millis) throws ConnectionException {
        try {
            command.join(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ConnectionException e) {
            if (ConnectProblem.has(e, TimeoutException.class)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void end() {
        boolean interrupted = Thread.interrupted();
        try {
            signal(Signal.TERM);
            command.getOutputStream().close();
            if (!closed(TimeUnit.SECONDS.toMillis(GRACE_SECONDS))) {
                signal(Signal.KILL);
            }
        } catch (IOException e) {
            // The connection is gone: its end tells the command.
            interrupted |= Thread.interrupted();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A request for a channel that is gone makes OpenSSH drop the whole connection.
    private void signal(Signal signal) throws TransportException {
        if (command.isOpen()) {
            command.signal(signal);
        }
    }

    /// In the background: a server confirms only when the command has really ended.
    @Override
    public void close() {
        if (command.isOpen()) {
            Thread.ofVirtual().start(this::closeQuietly);
        }
    }

    private void closeQuietly() {
        try {
            command.close();
        } catch (IOException e) {
            // The connection is gone, and the channel with it.
        }
    }
}
