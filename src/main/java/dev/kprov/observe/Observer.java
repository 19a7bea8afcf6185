package dev.kprov.observe;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shell;
import dev.kprov.shell.Shells;
import dev.kprov.shell.Value;
import dev.kprov.shell.process.Kept;
import dev.kprov.shell.script.ScriptRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Gathers facts on all hosts at once, one read-only round trip each.
public final class Observer {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Shells shells;
    private final Semaphore permits;
    private final Duration retry;

    /// @param retry how long a download that fails is tried again
    public Observer(Shells shells, int parallel, Duration retry) {
        this.shells = shells;
        this.retry = retry;
        this.permits = new Semaphore(parallel);
    }

    public interface Listener {
        /// A host has answered.
        void observed(Host host, String summary, Duration took);

        /// Something is not there yet; says what, and what is done about it.
        void delayed(String what);
    }

    /// Opens the shell of a host.
    @FunctionalInterface
    public interface Opening {
        Shell open() throws InterruptedException;
    }

    /// What a host has to pass before it is looked at.
    @FunctionalInterface
    public interface Gate {
        Gate OPEN = (host, opening) -> opening.open();

        Shell pass(Host host, Opening opening) throws InterruptedException;
    }

    /// A host that cannot be reached becomes a problem of the facts, not an exception.
    ///
    /// @param documents files and URLs to read on this machine
    public Facts observe(Inventory inventory, Probe probe, Set<String> documents, Gate gate, Listener listener)
            throws InterruptedException {
        Map<String, HostFacts> hosts = new ConcurrentHashMap<>();
        Map<String, String> texts = new ConcurrentHashMap<>();
        List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
        Script script = script(probe);
        List<Callable<Void>> work = new ArrayList<>();
        for (Host host : inventory.hosts()) {
            if (host.isController()) {
                continue;
            }
            work.add(() -> {
                hosts.put(host.name(), observe(host, script, gate, listener));
                return null;
            });
        }
        for (String document : new TreeSet<>(documents)) {
            work.add(() -> {
                texts.put(document, Documents.read(document, retry, listener::delayed));
                return null;
            });
        }
        runAll(work, problems);
        return new Facts(hosts, texts, problems);
    }

    private HostFacts observe(Host host, Script script, Gate gate, Listener listener) throws InterruptedException {
        long started = System.nanoTime();
        // Without a permit: those who wait at the gate must not keep the one from it that they wait for.
        Shell shell = gate.pass(host, () -> open(host));
        permits.acquire();
        try {
            ScriptRun.Finished finished = ScriptRun.run(shell, script, Map.of(), ScriptRun.Listener.NONE, TIMEOUT);
            long answered = System.currentTimeMillis();
            if (!finished.result().ok()) {
                throw failed(host, finished.result().stderr());
            }
            if (Kept.isCut(finished.result().stdout())) {
                throw failed(host, "the script that gathers them printed more than 1 MiB");
            }
            HostFacts facts = FactsText.parse(finished.result().stdout(), clock -> clock - answered);
            listener.observed(host, summary(facts), Duration.ofNanos(System.nanoTime() - started));
            return facts;
        } catch (IllegalArgumentException e) {
            throw failed(host, String.valueOf(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    private Shell open(Host host) throws InterruptedException {
        permits.acquire();
        try {
            return shells.on(host);
        } finally {
            permits.release();
        }
    }

    private static void runAll(List<Callable<Void>> work, List<Problem> problems) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> future : threads.invokeAll(work)) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof KprovException known)) {
                        throw new IllegalStateException("observing failed", e.getCause());
                    }
                    problems.addAll(known.problems());
                }
            }
        }
    }

    private static KprovException failed(Host host, String why) {
        return new KprovException(new Problem(
                ExitCode.UNREACHABLE,
                host.name(),
                "cannot learn the facts of " + host.name(),
                why.isBlank() ? "the script that gathers them failed without a word" : why.strip(),
                "check that bash, coreutils, awk and iproute2 are installed there, then run the command again"));
    }

    private static String summary(HostFacts facts) {
        return "%s %s, %d CPUs, %d MB, containerd %s%s"
                .formatted(
                        facts.os().id(),
                        facts.os().version(),
                        facts.resources().cpus(),
                        facts.resources().memoryMb(),
                        facts.software().runtimeVersion().orElse("missing"),
                        facts.membership()
                                .map(member -> ", node of " + member.server())
                                .orElse(""));
    }

    static Script script(Probe probe) {
        return new Script(
                "observe",
                text(),
                Map.of(
                        "FOLDERS", words(probe.folders()),
                        "MODULES", words(probe.modules()),
                        "SYSCTLS", words(probe.sysctls()),
                        "PACKAGES", words(probe.packages()),
                        "UNITS", words(probe.units()),
                        "KUBERNETES_VERSION", Value.of(probe.kubernetesVersion())),
                Map.of("hashes", lines(probe.files()), "texts", lines(probe.texts())),
                Set.of());
    }

    private static Value words(Collection<String> words) {
        return Value.of(String.join(" ", new TreeSet<>(words)));
    }

    private static Value lines(Collection<String> lines) {
        StringBuilder text = new StringBuilder();
        new TreeSet<>(lines).forEach(line -> text.append(line).append('\n'));
        return Value.of(text.toString());
    }

    private static String text() {
        try (InputStream in = Observer.class.getResourceAsStream("observe.sh")) {
            if (in == null) {
                throw new IllegalStateException("observe.sh is missing from the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
