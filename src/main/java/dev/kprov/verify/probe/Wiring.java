package dev.kprov.verify.probe;

import dev.kprov.inventory.Host;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.stream.Exec;
import dev.kprov.verify.stream.PortForward;
import dev.kprov.verify.stream.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// What a verification needs from outside, apart from the cluster.
///
/// @param probers runs the hosts' probes; closed at the end of a verification
public record Wiring(
        Scripts scripts,
        Ports ports,
        Commands commands,
        Pages pages,
        Clock clock,
        Pause pause,
        Supplier<ExecutorService> probers) {
    /// The way to a pod leads through the API server and a kubelet, wherever they are.
    private static final Duration FOR_A_POD = Duration.ofSeconds(3);

    private static final int LONGEST_PAGE = 4096;

    /// Runs a script on a host.
    @FunctionalInterface
    public interface Scripts {
        Result run(Host host, Script script, Duration timeout) throws InterruptedException;
    }

    /// Asks what listens in a pod.
    @FunctionalInterface
    public interface Ports {
        Reply ask(KubeApi api, Pod pod, PortForward.Question question) throws InterruptedException;
    }

    /// Runs a command in a pod.
    @FunctionalInterface
    public interface Commands {
        Reply run(KubeApi api, Pod pod, List<String> command, Duration wait) throws InterruptedException;
    }

    /// Fetches a page from here.
    @FunctionalInterface
    public interface Pages {
        /// What it says; an `IOException` where nothing answers.
        String fetch(String url, Duration wait) throws IOException;
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
                (api, pod, command, wait) -> new Exec(api, pod).run(command, wait),
                Wiring::page,
                clock,
                Thread::sleep,
                Executors::newVirtualThreadPerTaskExecutor);
    }

    /// Past any proxy: a node is where it is.
    private static String page(String url, Duration wait) throws IOException {
        URLConnection connection = URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Math.toIntExact(wait.toMillis()));
        connection.setReadTimeout(Math.toIntExact(wait.toMillis()));
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8);
        }
    }
}
