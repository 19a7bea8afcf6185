package dev.kprov.verify;

import dev.kprov.problem.KprovException;
import dev.kprov.profile.Network;
import dev.kprov.verify.api.KubeApi;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.ClusterReader;
import dev.kprov.verify.cluster.Past;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.judge.PodNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks at the pods of a cluster while it is still being made. The verification that follows knows of their
/// restarts and need not begin its window anew. It only looks; a cluster that does not answer is not its business.
public final class Watch implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(1500);

    private static final Duration FOR_FILE = Duration.ofMillis(100);

    private final Clock clock;
    private final Set<String> namespaces = new TreeSet<>(Set.of("kube-system"));
    private volatile Optional<Past> seen = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    public Watch(Clock clock, Network.Plugin plugin) {
        this.clock = clock;
        PodNetwork.of(plugin).ifPresent(network -> namespaces.addAll(network.namespaces()));
    }

    /// Looks until the end. Begun again, it goes on when it has seen something and else starts with this kubeconfig.
    public synchronized void begin(Path kubeconfig) {
        if (seen.isEmpty()) {
            thread.ifPresent(Thread::interrupt);
            thread = Optional.of(Thread.startVirtualThread(() -> look(kubeconfig)));
        }
    }

    boolean hasSeen() {
        return seen.isPresent();
    }

    /// What was seen; empty when nothing was.
    synchronized Optional<Past> end() throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().interrupt();
            thread.get().join();
        }
        return seen;
    }

    @Override
    public synchronized void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void look(Path kubeconfig) {
        try {
            // It may be written by the step that has just begun.
            while (!Files.exists(kubeconfig)) {
                Thread.sleep(FOR_FILE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try (KubeApi api = KubeApi.open(Context.currentOf(kubeconfig))) {
            ClusterReader reader = new ClusterReader(api, clock);
            while (!Thread.currentThread().isInterrupted()) {
                if (reader.pods(namespaces) instanceof Part.Known<List<Pod>>(List<Pod> pods)) {
                    Past before = seen.orElseGet(() -> Past.begin(clock.instant()));
                    seen = Optional.of(before.look(pods, clock.instant()));
                }
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KprovException e) {
            // An unusable kubeconfig, perhaps of an earlier cluster: the verification will say so if it matters.
            seen = Optional.empty();
        }
    }
}
