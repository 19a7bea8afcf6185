package dev.kprov.shell.launch;

import dev.kprov.shell.process.Quoting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.launcher.CommandLauncher;
import org.apache.commons.exec.launcher.CommandLauncherFactory;

/// Starts programs of this machine.
public final class Launcher {
    /// A session of its own keeps a terminal's Ctrl-C, and sudo's view of the terminal, away from the command.
    private static final String OWN_SESSION =
            "if command -v setsid >/dev/null; then exec setsid /bin/sh -c \"$0\"; else exec /bin/sh -c \"$0\"; fi";

    private final CommandLauncher launcher = CommandLauncherFactory.createVMLauncher();
    private final Map<String, String> environment;

    public Launcher(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// A missing program is not told here, but by the exit status 127.
    public Process start(List<String> argv) throws IOException {
        CommandLine line = new CommandLine("/bin/sh").addArgument("-c");
        // Without exec some shells stay, hold the streams open and take the signals.
        line.addArgument(OWN_SESSION, false).addArgument("exec " + Quoting.line(argv), false);
        return launcher.exec(line, environment);
    }
}
