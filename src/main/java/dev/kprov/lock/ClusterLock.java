package dev.kprov.lock;

import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps a cluster's control planes for one run. They are taken in the inventory's order while the shells of the
/// other hosts open, and no host is looked at before all are held: what is seen then stays so.
public final class ClusterLock implements AutoCloseable {
    /// Often enough for a few lost ones not to matter, seldom enough for a host not to notice.
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final Duration RELEASE = Duration.ofSeconds(5);

    private final Owner owner;
    private final Refusal refusal;
    private final boolean breaks;
    private final Listener listener;
    private final Duration beat;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Shell> attempted = new ConcurrentHashMap<>();
    private final List<Thread> beats = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean refused;
    private volatile Optional<Problem> lost = Optional.empty();

    /// One control plane and its turn.
    private record Place(HostLock lock, CountDownLatch done) {}

    /// Hears what is worth knowing.
    public interface Listener {
        void remark(String host, String text);

        /// Another run has put this one aside; it must change nothing any more.
        void lost();
    }

    /// Opens the shell of a host.
    @FunctionalInterface
    public interface Opening {
        Shell open() throws InterruptedException;
    }

    /// @param breaks whether a lock without a sign of life may be put aside
    /// @param command what to type for that
    public ClusterLock(List<Host> controlPlanes, Owner owner, boolean breaks, String command, Listener listener) {
        this(
                controlPlanes.stream().map(host -> new HostLock(host.name())).toList(),
                owner,
                breaks,
                command,
                listener,
                BEAT);
    }

    ClusterLock(List<HostLock> locks, Owner owner, boolean breaks, String command, Listener listener, Duration beat) {
        this.owner = owner;
        this.breaks = breaks;
        this.refusal = new Refusal(owner, breaks, command);
        this.listener = listener;
        this.beat = beat;
        locks.forEach(lock -> places.put(lock.host(), new Place(lock, new CountDownLatch(1))));
    }

    /// Opens a host's shell and returns it when every control plane is held, this one too if it is one. Throws a
    /// `KprovException` on the one that is refused; on the others nothing more is taken then.
    public Shell pass(Host host, Opening opening) throws InterruptedException {
        Place own = places.get(host.name());
        if (own == null) {
            Shell shell = opening.open();
            awaitTurn(Optional.empty());
            return shell;
        }
        try {
            Shell shell = opening.open();
            awaitTurn(Optional.of(own));
            if (!refused && !attempted.containsKey(host.name())) {
                attempted.put(host.name(), shell);
                take(own.lock(), shell);
            }
            return shell;
        } catch (KprovException e) {
            refused = true;
            throw e;
        } finally {
            own.done().countDown();
        }
    }

    /// Waits for those before a place, or for all.
    private void awaitTurn(Optional<Place> before) throws InterruptedException {
        for (Place place : places.values()) {
            if (before.isPresent() && before.get().equals(place)) {
                return;
            }
            place.done().await();
        }
    }

    private void take(HostLock lock, Shell shell) throws InterruptedException {
        Optional<HostLock.Held> other = lock.take(shell, owner);
        if (other.isEmpty()) {
            return;
        }
        HostLock.Held held = other.get();
        boolean gone = owner.knowsThatIsGone(held.owner());
        boolean silent = breaks && held.silent().compareTo(Refusal.DEAD) >= 0;
        if (!gone && !silent) {
            throw new KprovException(refusal.of(held));
        }
        Optional<HostLock.Held> still = lock.take(shell, owner, held, gone ? Duration.ZERO : Refusal.DEAD);
        if (still.isPresent()) {
            throw new KprovException(refusal.of(still.get()));
        }
        listener.remark(
                lock.host(),
                "took over the lock of " + held.owner() + ", "
                        + (gone ? "whose process is gone" : Refusal.silence(held)));
    }

    /// Gives signs of life from now on, until it is closed.
    public void keep() {
        if (beats.isEmpty()) {
            attempted.forEach((host, shell) -> beats.add(Thread.ofVirtual()
                    .name("lock-" + host)
                    .start(() -> keep(Objects.requireNonNull(places.get(host)).lock(), shell))));
        }
    }

    private void keep(HostLock lock, Shell shell) {
        try {
            while (!over.await(beat.toMillis(), TimeUnit.MILLISECONDS)) {
                beat(lock, shell);
            }
        } catch (InterruptedException e) {
            // It is over, and somebody does not want to wait.
        }
    }

    private void beat(HostLock lock, Shell shell) throws InterruptedException {
        try {
            Optional<HostLock.Held> other = lock.take(shell, owner);
            if (other.isPresent() && lost.isEmpty()) {
                lost = other.map(refusal::lost);
                listener.lost();
            }
        } catch (KprovException | IllegalStateException e) {
            // The way to the host is lost; the steps there go on, and so does this lock for a while.
        }
    }

    /// That another run has put this one aside.
    public Optional<Problem> lost() {
        return lost;
    }

    /// Gives everything back. What cannot be reached in time is left to die.
    @Override
    public void close() {
        over.countDown();
        boolean interrupted = Thread.interrupted();
        // A sign of life after the end would take the lock again.
        interrupted |= await(beats);
        interrupted |= await(attempted.entrySet().stream()
                .map(entry -> Thread.ofVirtual().start(() -> release(entry.getKey(), entry.getValue())))
                .toList());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(String host, Shell shell) {
        try {
            Objects.requireNonNull(places.get(host)).lock().release(shell, owner);
        } catch (KprovException | InterruptedException | IllegalStateException e) {
            listener.remark(host, "could not give back the lock there; your next run from this machine takes it over");
        }
    }

    /// Ends them after a while; whether this thread was interrupted meanwhile.
    private static boolean await(List<Thread> threads) {
        boolean interrupted = false;
        long end = System.nanoTime() + RELEASE.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        threads.forEach(Thread::interrupt);
        return interrupted;
    }
}
