package dev.kprov.shell.local;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Commands of this machine as the user who runs kprov: what asks for root stays that user.
public final class ControllerShell implements Shell {
    private final Shell shell;
    private final List<String> before;

    private ControllerShell(String host, List<String> before) {
        this.before = before;
        this.shell = new LocalShell(host, Become.NONE, secret -> {
            throw new KprovException(Problem.invalid(
                    host, "no secret is wanted on this machine", "nothing becomes root here", "report this as a bug"));
        });
    }

    public static ControllerShell here() {
        return new ControllerShell(Host.CONTROLLER, List.of());
    }

    /// In a container of this machine, as its root.
    ///
    /// @param engine `docker`, or another program with its command line
    public static ControllerShell in(String engine, String container) {
        return new ControllerShell(container, List.of(engine, "exec", "-i", container));
    }

    @Override
    public Result run(Command command, Output output, Duration timeout) throws InterruptedException {
        List<String> argv =
                Stream.concat(before.stream(), command.argv().stream()).toList();
        return shell.run(new Command(argv, command.stdin(), false), output, timeout);
    }

    @Override
    public void close() {
        shell.close();
    }
}
