package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.Secrets;
import dev.kprov.shell.UnknownKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// Asks hosts for their keys. Logs in to jump hosts only, and only to those that are known.
public final class KeyScan {
    private final Connector connector;
    private final SshSettings settings;
    private final Map<String, FutureTask<Optional<UnknownKey>>> jumps = new ConcurrentHashMap<>();

    public KeyScan(SshSettings settings, Secrets secrets) {
        this.connector = new Connector(settings, secrets);
        this.settings = settings;
    }

    /// All at the same time, but not more than so many.
    public ScannedKeys ask(List<Host> hosts, int parallel) throws InterruptedException {
        Semaphore places = new Semaphore(parallel);
        List<FutureTask<Optional<UnknownKey>>> tasks = new ArrayList<>();
        for (Host host : hosts) {
            if (host.access() instanceof Access.Ssh ssh) {
                FutureTask<Optional<UnknownKey>> task = new FutureTask<>(() -> ask(host, ssh, places));
                tasks.add(task);
                Thread.ofVirtual().name("scan-" + host.name()).start(task);
            }
        }
        List<UnknownKey> unknown = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            for (FutureTask<Optional<UnknownKey>> task : tasks) {
                answer(task, problems)
                        .filter(key -> unknown.stream().noneMatch(key::same))
                        .ifPresent(unknown::add);
            }
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
        return new ScannedKeys(unknown, problems);
    }

    private Optional<UnknownKey> ask(Host host, Access.Ssh ssh, Semaphore places) throws InterruptedException {
        places.acquire();
        try {
            return look(Server.of(host.name(), ssh, settings.config()));
        } finally {
            places.release();
        }
    }

    /// On the way first: behind a jump host that is not known nobody can look.
    private Optional<UnknownKey> look(Server server) throws InterruptedException {
        Optional<Server> jump = connector.way(server);
        Optional<UnknownKey> before = jump.isPresent() ? once(jump.get()) : Optional.empty();
        return before.isPresent() ? before : connector.scan(server);
    }

    /// However many hosts are behind it.
    private Optional<UnknownKey> once(Server jump) throws InterruptedException {
        FutureTask<Optional<UnknownKey>> mine = new FutureTask<>(() -> look(jump));
        FutureTask<Optional<UnknownKey>> others = jumps.putIfAbsent(jump.user() + " " + jump.access(), mine);
        if (others == null) {
            mine.run();
        }
        return get(others == null ? mine : others);
    }

    private static Optional<UnknownKey> answer(FutureTask<Optional<UnknownKey>> task, List<Problem> problems)
            throws InterruptedException {
        try {
            return get(task);
        } catch (KprovException e) {
            // What is wrong with a jump host is found for each host behind it.
            e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
            return Optional.empty();
        }
    }

    private static Optional<UnknownKey> get(FutureTask<Optional<UnknownKey>> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KprovException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
