package dev.kprov.verify.probe;

import dev.kprov.inventory.Host;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.stream.PortForward;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// What a verification needs from outside, apart from the cluster.
///
/// @param probers runs the hosts' probes; closed at the end of a verification
public record Wiring(Scripts scripts, Ports ports, Clock clock, Pause pause, Supplier<ExecutorService> probers) {
    /// The way to a pod leads through the API server and a kubelet, wherever they are.
    private static final Duration FOR_A_POD = Duration.ofSeconds(3);

    /// Runs a script on a host.
    @FunctionalInterface
    public interface Scripts {
        Result run(Host host, Script script, Duration timeout) throws InterruptedException;
    }

    /// Asks what listens in a pod.
    @FunctionalInterface
    public interface Ports {
        PortForward.Reply ask(KubeApi api, Pod pod, PortForward.Question question) throws InterruptedException;
    }

    /// Lets time pass between two looks.
    @FunctionalInterface
    public interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    public static Wiring real(Shells shells, Clock clock) {
        return new Wiring(
                (host, script, timeout) -> ScriptRun.run(
                                shells.on(host), script, Map.of(), ScriptRun.Listener.NONE, timeout)
                        .result(),
                (api, pod, question) -> new PortForward(api, pod).ask(question, FOR_A_POD),
                clock,
                Thread::sleep,
                Executors::newVirtualThreadPerTaskExecutor);
    }
}
