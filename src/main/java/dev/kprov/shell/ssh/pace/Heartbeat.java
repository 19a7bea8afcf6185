package dev.kprov.shell.ssh.pace;

import java.util.ArrayList;
import java.util.List;
import net.schmizz.concurrent.Promise;
import net.schmizz.keepalive.KeepAlive;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/// Asks the server from time to time whether it is still there, and cuts the connection when it says nothing.
///
/// SSHJ's own cannot: it sends from the thread that counts the answers. Where the server has stopped reading in the
/// middle of something large, that thread waits for room in the network's buffers, and so for ever.
public final class Heartbeat extends KeepAlive {
    public static final KeepAliveProvider PROVIDER = new KeepAliveProvider() {
        @Override
        public KeepAlive provide(ConnectionImpl connection) {
            return new Heartbeat(connection);
        }
    };

    private final List<Beat> unanswered = new ArrayList<>();
    private int most = 3;
    private Runnable cut = () -> {};

    private Heartbeat(ConnectionImpl connection) {
        super(connection, "kprov-heartbeat");
    }

    /// Before the connection is made.
    ///
    /// @param seconds between two questions; 0: none are asked
    /// @param most how many may stay without an answer
    /// @param cut breaks the connection, whatever waits for it
    public synchronized void begin(int seconds, int most, Runnable cut) {
        setKeepAliveInterval(seconds);
        this.most = Math.max(1, most);
        this.cut = cut;
    }

    @Override
    protected synchronized void doKeepAlive() throws TransportException, ConnectionException {
        if (!conn.equals(conn.getTransport().getService())) {
            // Not logged in yet: that has a time limit of its own.
            return;
        }
        unanswered.removeIf(Beat::answered);
        if (unanswered.size() >= most) {
            cut.run();
            throw new ConnectionException(
                    DisconnectReason.CONNECTION_LOST,
                    "the host has not answered for " + most * getKeepAliveInterval() + " s");
        }
        Beat beat = new Beat();
        unanswered.add(beat);
        Thread.ofVirtual().start(beat);
    }

    /// One question.
    private final class Beat implements Runnable {
        private volatile @Nullable Promise<SSHPacket, ConnectionException> answer;

        @Override
        public void run() {
            try {
                answer = conn.sendGlobalRequest("keepalive@openssh.com", true, new byte[0]);
            } catch (TransportException e) {
                // The connection is gone, which whoever uses it is told.
                answer = null;
            }
        }

        boolean answered() {
            Promise<SSHPacket, ConnectionException> sent = answer;
            return sent != null && sent.isFulfilled();
        }
    }
}
