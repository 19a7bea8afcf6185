package dev.kprov.shell.ssh;

import java.io.IOException;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;

/// A connection to a server, and what it goes through.
record Connection(Server server, SSHClient client, Optional<Tunnel> tunnel) implements AutoCloseable {
    @Override
    public void close() {
        closeQuietly(client);
        tunnel.ifPresent(Tunnel::close);
    }

    /// Without a word to the other side, which may have stopped listening.
    void cut() {
        IOUtils.closeQuietly(client.getSocket());
        tunnel.ifPresent(way -> IOUtils.closeQuietly(way.channel().getInputStream()));
    }

    static void closeQuietly(SSHClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // It is gone already, which is all we want.
        }
    }
}
