package dev.kprov.shell.ssh;

import java.io.IOException;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;

/// A login that works, and the one it goes through.
record Connection(Server server, SSHClient client, Optional<Connection> way) implements AutoCloseable {
    @Override
    public void close() {
        closeQuietly(client);
        way.ifPresent(Connection::close);
    }

    static void closeQuietly(SSHClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // It is gone already, which is all we want.
        }
    }
}
