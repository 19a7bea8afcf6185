package dev.kprov.shell.ssh.pace;

import java.io.IOException;
import java.io.InputStream;
import net.schmizz.sshj.connection.channel.Channel;
import net.schmizz.sshj.transport.TransportException;

/// What a command prints, of which nothing is lost to a [FalseAlarm].
///
/// SSHJ's own stream makes room for more after it has handed out what was read, and so may break down with bytes that
/// nobody has been told of. This one never asks for more than is there: then it is known how many they were, and the
/// next read makes the room.
public final class PatientInput extends InputStream {
    private final Channel channel;
    private final InputStream in;

    public PatientInput(Channel channel, InputStream in) {
        this.channel = channel;
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int ready = Math.min(length, Math.max(1, in.available()));
        try {
            return in.read(bytes, offset, ready);
        } catch (TransportException e) {
            if (FalseAlarm.is(e, channel)) {
                return ready;
            }
            throw e;
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
