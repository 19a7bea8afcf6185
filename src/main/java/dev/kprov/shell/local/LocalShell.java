package dev.kprov.shell.local;

import dev.kprov.inventory.Become;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.Shell;
import dev.kprov.shell.launch.Launcher;
import dev.kprov.shell.process.Conversation;
import dev.kprov.shell.process.Elevation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Commands as processes of this machine.
public final class LocalShell implements Shell {
    private final Elevation elevation;
    private final Launcher launcher;

    public LocalShell(String hostName, Become become, Secrets secrets) {
        this(new Elevation(hostName, System.getProperty("user.name", "?"), become, secrets), System.getenv());
    }

    LocalShell(Elevation elevation, Map<String, String> environment) {
        this.elevation = elevation;
        this.launcher = new Launcher(environment);
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Conversation.hold(elevation, command, output, argv -> new LocalRunning(start(argv)), timeout);
    }

    private Process start(List<String> argv) {
        try {
            return launcher.start(argv);
        } catch (IOException e) {
            throw new KprovException(
                    List.of(new Problem(
                            ExitCode.UNREACHABLE,
                            elevation.host(),
                            "cannot start " + argv.getFirst() + " on " + elevation.host(),
                            String.valueOf(e.getMessage()),
                            "see whether this machine has /bin/sh and processes to spare")),
                    e);
        }
    }

    @Override
    public void close() {}
}
