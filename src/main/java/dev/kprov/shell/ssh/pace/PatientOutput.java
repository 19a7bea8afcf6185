package dev.kprov.shell.ssh.pace;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import net.schmizz.sshj.connection.channel.Channel;
import net.schmizz.sshj.transport.TransportException;

/// What a command reads, sent as fast as it reads.
///
/// SSHJ's own stream gives up on a command that reads nothing for as long as a connection may take to be made, and
/// whoever wants to tell it meanwhile that the connection is gone waits for it. This one asks for room first, and for
/// no more than one packet of it: then all that a [FalseAlarm] stopped is still to be flushed.
public final class PatientOutput extends OutputStream {
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Channel channel;
    private final OutputStream out;

    public PatientOutput(Channel channel) {
        this.channel = channel;
        this.out = channel.getOutputStream();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int sent = 0; sent < length; ) {
            int part = (int) Math.min(length - sent, room());
            out.write(bytes, offset + sent, part);
            flush();
            sent += part;
        }
    }

    private long room() throws IOException {
        try {
            while (channel.getRemoteWinSize() <= 0) {
                if (!channel.isOpen()) {
                    throw new IOException("the command does not read any more");
                }
                Thread.sleep(BETWEEN);
            }
            return Math.min(channel.getRemoteWinSize(), channel.getRemoteMaxPacketSize());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        }
    }

    @Override
    public void flush() throws IOException {
        while (true) {
            try {
                out.flush();
                return;
            } catch (TransportException e) {
                if (!FalseAlarm.is(e, channel)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
