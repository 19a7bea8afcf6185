package dev.kprov.shell.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// Runs a line as OpenSSH's server does: in a shell and a session of its own; the client's signals go to all of it,
/// and when the channel is closed it only loses its input.
final class TestCommand implements Command {
    private final String line;
    private final String path;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, closed) -> {};

    /// @param path where it finds its programs
    TestCommand(String line, String path) {
        this.line = line;
        this.path = path;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        this.exit = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "/bin/sh", "-c", line);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        environment.addSignalListener(
                (ch, signal) -> kill(process.pid(), signal.name()), List.of(Signal.TERM, Signal.KILL));
        Thread.ofPlatform().daemon().start(() -> copy(in, process.getOutputStream()));
        Thread outputs = Thread.ofPlatform().daemon().start(() -> copy(process.getInputStream(), out));
        Thread errors = Thread.ofPlatform().daemon().start(() -> copy(process.getErrorStream(), err));
        Thread.ofPlatform().daemon().start(() -> finish(process, outputs, errors));
    }

    private void finish(Process process, Thread outputs, Thread errors) {
        try {
            int status = process.waitFor();
            outputs.join(TimeUnit.SECONDS.toMillis(1));
            errors.join(TimeUnit.SECONDS.toMillis(1));
            exit.onExit(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void kill(long group, String signal) {
        try {
            int ignored = new ProcessBuilder("kill", "-" + signal, "--", "-" + group)
                    .start()
                    .waitFor();
            assert ignored >= 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try (to) {
            byte[] buffer = new byte[1 << 15];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                to.write(buffer, 0, n);
                to.flush();
            }
        } catch (IOException e) {
            // One side is gone, which ends the copying.
            return;
        }
    }

    @Override
    public void destroy(ChannelSession channel) throws IOException {
        in.close();
    }
}
