package dev.kprov.shell.ssh;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/// A channel through a jump host to another server.
///
/// @param leave gives up the connection it goes through, and returns whether that was closed
record Tunnel(DirectConnection channel, BooleanSupplier leave) implements AutoCloseable {
    /// The channel in the background: the jump host confirms its end only when the server behind it has hung up.
    @Override
    public void close() {
        if (!leave.getAsBoolean()) {
            Thread.ofVirtual().start(this::closeQuietly);
        }
    }

    private void closeQuietly() {
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is gone, and the channel with it.
        }
    }
}
