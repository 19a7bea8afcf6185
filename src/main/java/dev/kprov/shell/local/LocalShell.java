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
import dev.kprov.shell.process.Conversation;
import dev.kprov.shell.process.Elevation;
import dev.kprov.shell.process.Quoting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.launcher.CommandLauncher;
import org.apache.commons.exec.launcher.CommandLauncherFactory;

/// Commands as processes of this machine.
public final class LocalShell implements Shell {
    /// A session of its own keeps a terminal's Ctrl-C, and sudo's view of the terminal, away from the command.
    private static final String OWN_SESSION =
            "if command -v setsid >/dev/null; then exec setsid /bin/sh -c \"$0\"; else exec /bin/sh -c \"$0\"; fi";

    private final Elevation elevation;
    private final Map<String, String> environment;
    private final CommandLauncher launcher = CommandLauncherFactory.createVMLauncher();

    public LocalShell(String hostName, Become become, Secrets secrets) {
        this(new Elevation(hostName, System.getProperty("user.name", "?"), become, secrets), System.getenv());
    }

    LocalShell(Elevation elevation, Map<String, String> environment) {
        this.elevation = elevation;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Conversation.hold(elevation, command, output, argv -> new LocalRunning(start(argv)), timeout);
    }

    private Process start(List<String> argv) {
        CommandLine line = new CommandLine("/bin/sh").addArgument("-c");
        line.addArgument(OWN_SESSION, false).addArgument(Quoting.line(argv), false);
        try {
            return launcher.exec(line, environment);
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
