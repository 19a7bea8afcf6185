package dev.kprov.diagnose;

import dev.kprov.diagnose.archive.Drafts;
import dev.kprov.diagnose.archive.TextDraft;
import dev.kprov.diagnose.cluster.ClusterLook;
import dev.kprov.diagnose.finding.Concern;
import dev.kprov.diagnose.finding.Deadline;
import dev.kprov.diagnose.finding.Findings;
import dev.kprov.diagnose.host.HostLook;
import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Shells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Collects what a cluster and its hosts tell, all at once, and packs it into one archive. Changes nothing.
///
/// @param clock of this machine
public record ClusterDiagnosis(Order order, Shells shells, Clock clock) {
    /// What a host printed lies in memory until its script has ended.
    private static final int MOST_PARALLEL = 32;

    /// For those that are interrupted to come to an end.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String FOLDER = "diagnosis";

    /// Throws a `KprovException` where nothing at all could be collected, or nothing be written.
    public Archived archive() throws InterruptedException {
        refuse(order.archive());
        try (Drafts drafts = Drafts.in(order.folder())) {
            Findings findings = new Findings();
            collect(drafts, findings);
            if (findings.files().isEmpty()) {
                throw nothing(findings);
            }
            new RunLogs(order.folder(), drafts, findings).keep();
            try (TextDraft index = drafts.index()) {
                new Index(order, findings, clock.instant()).write(index);
            }
            return new Archived(order.archive(), pack(drafts), trouble(findings));
        } catch (UncheckedIOException e) {
            throw unwritable(order.folder(), e);
        }
    }

    /// Throws a `KprovException` where there is something in the archive's place, or no folder for it.
    public static void refuse(Path archive) {
        if (Files.exists(archive)) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    archive + " exists",
                    "a diagnosis overwrites nothing",
                    "remove it, or name another file with --archive"));
        }
        Path folder = archive.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    "cannot write " + archive,
                    "there is no folder " + folder,
                    "make it, or name another file with --archive"));
        }
    }

    private void collect(Drafts drafts, Findings findings) throws InterruptedException {
        Deadline deadline = Deadline.in(order.time());
        HostLook hosts = new HostLook(
                shells,
                order.look(),
                drafts,
                findings,
                deadline,
                new Semaphore(Math.min(MOST_PARALLEL, order.parallel())));
        List<Callable<Void>> work = new ArrayList<>();
        work.add(() -> {
            cluster(new ClusterLook(drafts, findings, deadline), findings);
            return null;
        });
        for (Host host : order.hosts()) {
            work.add(() -> {
                hosts.at(host);
                return null;
            });
        }
        all(work);
    }

    private void cluster(ClusterLook look, Findings findings) throws InterruptedException {
        if (order.context().isPresent()) {
            look.at(order.context().get());
        } else {
            findings.add(Concern.API, "not asked: " + order.noContext());
        }
    }

    /// Each has its own limit of time; whoever interrupts this interrupts them all.
    private static void all(List<Callable<Void>> work) throws InterruptedException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Void>> futures = work.stream().map(threads::submit).toList();
            for (Future<Void> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException disk) {
                throw disk;
            }
            throw new IllegalStateException("a part of the diagnosis failed", e.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private long pack(Drafts drafts) {
        try {
            return drafts.pack(order.archive(), FOLDER, clock.instant());
        } catch (IOException e) {
            refuse(order.archive());
            throw unwritable(order.archive(), e);
        }
    }

    private static List<String> trouble(Findings findings) {
        return Stream.of(Concern.values())
                .filter(concern -> findings.count(concern) > 0)
                .map(concern -> findings.count(concern) + " " + concern.word(findings.count(concern)))
                .toList();
    }

    private KprovException nothing(Findings findings) {
        List<String> why = Stream.of(Concern.API, Concern.HOSTS, Concern.UNREAD)
                .flatMap(concern -> findings.of(concern).stream())
                .limit(3)
                .toList();
        return new KprovException(Problem.of(
                ExitCode.CHECK_FAILED,
                "nothing could be learned of cluster " + order.cluster(),
                why.isEmpty() ? "there is nobody to ask" : String.join("\n", why),
                "give a kubeconfig (--kubeconfig) with a server that can be reached, or an inventory (-i) of hosts"
                        + " that can"));
    }

    private static KprovException unwritable(Path place, Exception cause) {
        Problem problem = Problem.of(
                ExitCode.USAGE,
                "cannot write the diagnosis to " + place,
                String.valueOf(cause),
                "see whether there is room on the disk and the folder is yours, or name another file with --archive");
        return new KprovException(List.of(problem), cause);
    }
}
