package dev.kprov.observe;

import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.process.Kept;
import dev.kprov.shell.script.ScriptRun;
import java.time.Duration;
import java.util.Map;

/// An installer's own look at its clusters, where they are kept track of.
public final class StateLook {
    private final Host host;
    private final Shell shell;
    private final Duration limit;

    /// @param limit how long it may take
    public StateLook(Host host, Shell shell, Duration limit) {
        this.host = host;
        this.shell = shell;
        this.limit = limit;
    }

    /// What the script prints; throws a `KprovException` when it fails.
    ///
    /// @param folders see `ScriptRun.folders`
    public String state(Script look, Map<String, String> folders) throws InterruptedException {
        ScriptRun.Finished finished = ScriptRun.run(shell, look, folders, ScriptRun.Listener.NONE, limit);
        String printed = finished.result().stdout();
        if (finished.result().ok() && !Kept.isCut(printed)) {
            return printed;
        }
        String said = finished.result().stderr().strip();
        throw new KprovException(new Problem(
                ExitCode.UNREACHABLE,
                host.name(),
                "cannot learn what clusters are on " + (host.isController() ? "this machine" : host.name()),
                said.isEmpty() ? "the script that looks for them failed without a word" : last(said),
                "see whether the same question is answered by hand; kprov doctor shows what is installed"));
    }

    private static String last(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
