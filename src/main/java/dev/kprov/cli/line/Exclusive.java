package dev.kprov.cli.line;

import dev.kprov.cli.ending.Conclusion;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.LocalLock;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.inventory.Role;
import dev.kprov.lock.ClusterLock;
import dev.kprov.lock.Owner;
import dev.kprov.problem.KprovException;
import dev.kprov.run.RunFolder;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/// The right to change a cluster: against runs on this machine by a file here, against those of other machines and
/// users by the lock on the control planes.
///
/// @param breaks whether a lock without a sign of life may be put aside
record Exclusive(
        Wanted wanted, Surroundings surroundings, Events events, RunFolder folder, String verb, boolean breaks) {
    @FunctionalInterface
    interface Work {
        /// @param lock to be passed before hosts are looked at
        Conclusion perform(ClusterLock lock) throws InterruptedException;
    }

    Conclusion of(Work work) throws InterruptedException {
        return holding(
                folder.cluster(),
                () -> here() ? holding(machine(), () -> onControlPlanes(work)) : onControlPlanes(work));
    }

    /// Work that can be interrupted.
    @FunctionalInterface
    private interface Held {
        Conclusion get() throws InterruptedException;
    }

    private Conclusion holding(Path place, Held work) throws InterruptedException {
        LocalLock lock = LocalLock.take(
                place,
                "kprov " + verb + " of " + System.getProperty("user.name") + ", process "
                        + ProcessHandle.current().pid() + ", run " + folder.runId() + ", since "
                        + events.now().truncatedTo(ChronoUnit.SECONDS));
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    private boolean here() {
        return wanted.inventory().controller().isPresent();
    }

    private Path machine() {
        return surroundings.lock(wanted.installer().name(), wanted.inventory().cluster());
    }

    private Conclusion onControlPlanes(Work work) throws InterruptedException {
        try (ClusterLock lock = new ClusterLock(
                wanted.inventory().hosts(Role.CONTROL_PLANE),
                Owner.here(folder.runId(), verb, wanted.inventory().cluster()),
                breaks,
                wanted.request().command(verb) + " --break-lock",
                new Told(events, Thread.currentThread()))) {
            return perform(work, lock);
        }
    }

    private static Conclusion perform(Work work, ClusterLock lock) throws InterruptedException {
        try {
            return work.perform(lock);
        } catch (InterruptedException e) {
            if (lock.lost().isPresent()) {
                throw new KprovException(lock.lost().get());
            }
            throw e;
        }
    }

    /// @param run the thread that changes the cluster
    private record Told(Events events, Thread run) implements ClusterLock.Listener {
        @Override
        public void remark(String host, String text) {
            events.remark(host, text);
        }

        @Override
        public void lost() {
            run.interrupt();
        }
    }
}
