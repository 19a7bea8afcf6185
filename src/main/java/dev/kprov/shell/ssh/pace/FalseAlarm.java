package dev.kprov.shell.ssh.pace;

import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.Channel;
import net.schmizz.sshj.transport.TransportException;

/// SSHJ's word that keys were not renewed in time, given long before the time is over.
///
/// Whoever sends while keys are renewed waits for the end of it. Where the next renewal begins before the waiting
/// thread has woken up, SSHJ takes the wait for one that has failed
/// ([sshj 909](https://github.com/hierynomus/sshj/issues/909)). A connection that is really dead closes
/// its channels, also when [Heartbeat] cuts it.
final class FalseAlarm {
    private FalseAlarm() {}

    static boolean is(TransportException e, Channel channel) {
        return channel.isOpen() && e.getCause() instanceof TimeoutException;
    }
}
