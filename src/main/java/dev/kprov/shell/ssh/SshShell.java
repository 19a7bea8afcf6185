package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shell;
import java.time.Duration;

/// One SSH connection to a host.
public final class SshShell implements Shell {
    private SshShell() {}

    /// Connects, checks the host key and logs in.
    public static SshShell open(Host host, Access.Ssh access, SshSettings settings, Secrets secrets)
            throws InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void close() {}
}
