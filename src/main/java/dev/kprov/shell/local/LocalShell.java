package dev.kprov.shell.local;

import dev.kprov.inventory.Become;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shell;
import java.time.Duration;

/// Commands as processes of this machine.
public final class LocalShell implements Shell {
    public LocalShell(String hostName, Become become, Secrets secrets) {}

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void close() {}
}
