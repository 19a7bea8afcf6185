package dev.kprov.verify;

import dev.kprov.inventory.Host;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// What a verification needs from outside, apart from the cluster.
///
/// @param probers runs the hosts' probes; closed at the end of a verification
record Wiring(Scripts scripts, Clock clock, Pause pause, Supplier<ExecutorService> probers) {
    /// Runs a script on a host.
    @FunctionalInterface
    interface Scripts {
        Result run(Host host, Script script, Duration timeout) throws InterruptedException;
    }

    /// Lets time pass between two looks.
    @FunctionalInterface
    interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    static Wiring real(Shells shells, Clock clock) {
        return new Wiring(
                (host, script, timeout) -> ScriptRun.run(
                                shells.on(host), script, Map.of(), ScriptRun.Listener.NONE, timeout)
                        .result(),
                clock,
                Thread::sleep,
                Executors::newVirtualThreadPerTaskExecutor);
    }
}
