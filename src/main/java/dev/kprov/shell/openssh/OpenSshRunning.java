package dev.kprov.shell.openssh;

import dev.kprov.shell.process.Running;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// A command on the other side of a connection, by an ssh of its own that goes through the master.
final class OpenSshRunning implements Running {
    private static final long LOOK_MILLIS = 500;
    private static final long GRACE_SECONDS = 8;
    private static final long BEGIN_SECONDS = 3;
    private static final int KILLED = 137;

    private final Session session;
    private final Process client;
    private final Counted out;
    private final MarkedErrors errors;

    OpenSshRunning(Session session, Process client, Wrapped command) {
        this.session = session;
        this.client = client;
        this.out = new Counted(client.getInputStream());
        this.errors = new MarkedErrors(client.getErrorStream(), command.nonce());
    }

    @Override
    public OutputStream stdin() {
        return client.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return out;
    }

    @Override
    public InputStream stderr() {
        return errors;
    }

    @Override
    public int exitStatus() throws InterruptedException {
        OptionalInt status = await();
        if (status.isPresent()) {
            awaitOutput();
            return status.getAsInt();
        }
        int own = client.waitFor();
        if (!session.alive()) {
            throw session.lost();
        }
        if (errors.group().getNow("").isEmpty()) {
            throw session.refused(errors.before(), own);
        }
        // Whatever should have told the exit status was ended on the host.
        return KILLED;
    }

    private OptionalInt await() throws InterruptedException {
        try {
            return errors.status().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// What the command printed may still be on its way, and what it left behind may hold the streams open for ever.
    private void awaitOutput() throws InterruptedException {
        long before = -1;
        while (!client.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) && out.count.get() != before) {
            before = out.count.get();
        }
    }

    @Override
    public void end() {
        boolean interrupted = Thread.interrupted();
        try {
            String group = group();
            if (!group.isEmpty()) {
                session.send(Wrapped.ending(group));
            }
            closeQuietly(client.getOutputStream());
            client.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Whoever interrupts a second time does not want to wait.
            interrupted = true;
        } finally {
            client.destroy();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A command that is about to begin cannot be ended before it has.
    private String group() throws InterruptedException {
        try {
            return errors.group().get(BEGIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Its input ends, and its connection: more cannot be done.
            return "";
        }
    }

    @Override
    public void close() {
        client.destroy();
        closeQuietly(client.getOutputStream());
        closeQuietly(out);
        closeQuietly(errors);
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nobody is there any more to read what was left in it.
        }
    }

    /// Knows how much has come.
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        Counted(InputStream from) {
            super(from);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = in.read(to, offset, length);
            count.addAndGet(Math.max(0, n));
            return n;
        }
    }
}
