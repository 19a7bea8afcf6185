package dev.kprov.shell.ssh;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import org.jspecify.annotations.Nullable;

/// The connections to jump hosts: one for all hosts behind it, opened when the first asks and closed when the last
/// has gone. A login that was refused is not tried again for the next host: many tries could lock an account.
public final class JumpHosts {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, List<Lane>> lanes = new HashMap<>();
    private final Map<Key, KprovException> refusals = new HashMap<>();

    /// Hosts share a connection when the same words of the inventory lead to the same user: what differs in keys,
    /// fingerprint or chain is checked for itself.
    private record Key(Access.Ssh access, String user) {
        static Key of(Server server) {
            return new Key(server.access(), server.user());
        }
    }

    /// Makes a connection to a jump host.
    @FunctionalInterface
    interface Opener {
        Connection open(Server server) throws InterruptedException;
    }

    /// One connection to a jump host. Guarded by `lock`.
    private static final class Lane {
        final Key key;
        final CompletableFuture<Connection> connection = new CompletableFuture<>();
        int users;
        /// Of the users, those that got through.
        int tunnels;
        /// Whether the server refuses another channel.
        boolean full;

        Lane(Key key) {
            this.key = key;
        }

        boolean broken() {
            return connection.isCompletedExceptionally()
                    || (connection.isDone() && !connection.join().client().isConnected());
        }
    }

    /// @param target what is to be reached
    Tunnel open(Server target, Server jump, Opener opener) throws IOException, InterruptedException {
        while (true) {
            Entrance entrance = enter(jump, opener);
            Lane lane = entrance.lane();
            try {
                SSHClient client = lane.connection.join().client();
                DirectConnection channel = client.newDirectConnection(target.address(), target.port());
                through(lane);
                return new Tunnel(channel, () -> leave(lane, true));
            } catch (OpenFailException e) {
                if (!isCrowded(lane, e.getReason())) {
                    throw e;
                }
            } catch (IOException | IllegalStateException e) {
                boolean own = entrance.opened() || !lane.broken();
                leave(lane, false);
                if (own) {
                    throw e instanceof IOException known ? known : new IOException(e.getMessage(), e);
                }
            }
        }
    }

    /// @param opened whether whoever enters has opened it
    private record Entrance(Lane lane, boolean opened) {}

    private Entrance enter(Server jump, Opener opener) throws InterruptedException {
        while (true) {
            Entrance entrance = claim(jump);
            if (entrance.opened()) {
                fill(entrance.lane(), jump, opener);
            }
            try {
                var unused = entrance.lane().connection.get();
                return entrance;
            } catch (ExecutionException e) {
                leave(entrance.lane(), false);
                refuse(jump, entrance, e.getCause());
            } catch (InterruptedException e) {
                leave(entrance.lane(), false);
                throw e;
            }
        }
    }

    private Entrance claim(Server jump) {
        Key key = Key.of(jump);
        lock.lock();
        try {
            KprovException refusal = refusals.get(key);
            if (refusal != null) {
                throw retold(jump, refusal);
            }
            List<Lane> open = lanes.computeIfAbsent(key, k -> new ArrayList<>());
            Optional<Lane> usable =
                    open.stream().filter(lane -> !lane.full && !lane.broken()).findFirst();
            Lane lane = usable.orElseGet(() -> new Lane(key));
            if (usable.isEmpty()) {
                open.add(lane);
            }
            lane.users++;
            return new Entrance(lane, usable.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    private void fill(Lane lane, Server jump, Opener opener) {
        try {
            lane.connection.complete(opener.open(jump));
        } catch (InterruptedException e) {
            lane.connection.completeExceptionally(e);
        } catch (KprovException e) {
            if (!e.mayPass()) {
                remember(lane.key, e);
            }
            // An interruption of whoever opens shows itself as a broken connection.
            boolean interrupted = Thread.currentThread().isInterrupted();
            lane.connection.completeExceptionally(interrupted ? new InterruptedException(e.getMessage()) : e);
        } catch (RuntimeException | Error e) {
            lane.connection.completeExceptionally(e);
        }
    }

    private void remember(Key key, KprovException refusal) {
        lock.lock();
        try {
            refusals.put(key, refusal);
        } finally {
            lock.unlock();
        }
    }

    /// Returns when the same may be tried again: only whoever was to open it was interrupted.
    private static void refuse(Server jump, Entrance entrance, @Nullable Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException) {
            if (entrance.opened()) {
                throw new InterruptedException(cause.getMessage());
            }
            return;
        }
        if (cause instanceof KprovException known) {
            throw entrance.opened() ? known : retold(jump, known);
        }
        throw new IllegalStateException("cannot connect to " + jump.shown(), cause);
    }

    /// For another host: what was found for the first counts for all behind the same jump host.
    private static KprovException retold(Server jump, KprovException first) {
        Problem found = first.problems().getFirst();
        Problem told = ConnectProblem.problem(
                jump, jump.shown() + " cannot be used", found.what() + ": " + found.why(), found.remedy());
        return first.mayPass() ? KprovException.passing(told, first) : new KprovException(List.of(told), first);
    }

    private void through(Lane lane) {
        lock.lock();
        try {
            lane.tunnels++;
        } finally {
            lock.unlock();
        }
    }

    /// Leaves a connection that refused a channel. Where others got through, it may have no more channels to give;
    /// where nobody did, another connection would not help.
    private boolean isCrowded(Lane lane, OpenFailException.Reason reason) {
        boolean crowded = false;
        lock.lock();
        try {
            crowded = lane.tunnels > 0
                    && (reason == OpenFailException.Reason.RESOURCE_SHORTAGE
                            || reason == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED);
            lane.full |= crowded;
        } finally {
            lock.unlock();
        }
        leave(lane, false);
        return crowded;
    }

    /// Whether the connection was closed.
    private boolean leave(Lane lane, boolean through) {
        lock.lock();
        try {
            lane.users--;
            if (through) {
                lane.tunnels--;
                lane.full = false;
            }
        } finally {
            lock.unlock();
        }
        return closeIfLeft(lane);
    }

    private boolean closeIfLeft(Lane lane) {
        lock.lock();
        try {
            if (lane.users > 0) {
                return false;
            }
            List<Lane> open = lanes.getOrDefault(lane.key, new ArrayList<>());
            open.remove(lane);
            if (open.isEmpty()) {
                lanes.remove(lane.key);
            }
        } finally {
            lock.unlock();
        }
        if (lane.connection.isDone() && !lane.connection.isCompletedExceptionally()) {
            lane.connection.join().close();
        }
        return true;
    }
}
