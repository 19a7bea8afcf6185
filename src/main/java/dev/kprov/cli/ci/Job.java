package dev.kprov.cli.ci;

import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.line.Chores;
import dev.kprov.cli.line.Provisioning;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.LocalLock;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.ExitCode;
import dev.kprov.report.JobFiles;
import dev.kprov.report.JobReport;
import dev.kprov.report.JobReport.Phase;
import dev.kprov.report.JobReport.Result;
import dev.kprov.shell.launch.Foreground;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the cluster, runs the command against it, and removes the cluster, whatever became of the two.
public final class Job {
    private final Provisioning line;
    private final Chores chores;
    private final Wanted wanted;
    private final Surroundings surroundings;
    private final Order order;
    private final PrintWriter progress;
    private final List<Phase> phases = new ArrayList<>();
    /// Whether a run that is none of this job's changes the cluster.
    private boolean busy;

    /// @param line of the cluster, as are the chores
    public Job(
            Provisioning line,
            Chores chores,
            Wanted wanted,
            Surroundings surroundings,
            Order order,
            PrintWriter progress) {
        this.line = line;
        this.chores = chores;
        this.wanted = wanted;
        this.surroundings = surroundings;
        this.order = order;
        this.progress = progress;
    }

    /// What a job is to do.
    ///
    /// @param runId this job's, also in the name of its cluster where the profile wants that
    /// @param limit for `up` and the command together
    /// @param stale how old clusters of earlier jobs must be to be removed
    /// @param keep whether the cluster stays in the end
    public record Order(
            List<String> command, Path artifacts, String runId, Duration limit, Duration stale, boolean keep) {
        public Order {
            command = List.copyOf(command);
        }
    }

    /// The exit code: that of the command when the cluster was good, else kprov's. Throws a `KprovException` when
    /// another job on this machine has the cluster.
    public int run() throws IOException {
        String installer = wanted.installer().name();
        String cluster = wanted.inventory().cluster();
        Path place = surroundings.lock("ci-" + installer, cluster);
        LocalLock lock = LocalLock.take(
                place, "kprov ci, process " + ProcessHandle.current().pid() + ", run id " + order.runId());
        try {
            return alone();
        } finally {
            lock.close();
            if (wanted.profile().namesByRun()) {
                // Nobody will ever take them again.
                LocalLock.forget(place);
                LocalLock.forget(surroundings.lock(installer, cluster));
            }
        }
    }

    private int alone() throws IOException {
        Instant began = now();
        boolean stopped = chores.tidy(order.stale())
                .filter(tidy -> tidy.exitCode() == ExitCode.INTERRUPTED)
                .isPresent();
        int exitCode = stopped ? ExitCode.INTERRUPTED.code() : finish(work());
        JobReport report = new JobReport(
                wanted.inventory().cluster(),
                wanted.profile().name(),
                wanted.installer().name(),
                order.runId(),
                began,
                exitCode,
                phases);
        JobFiles files = new JobFiles(report);
        files.write(order.artifacts());
        new GithubActions(surroundings.environment()).tell(report, files.markdown(), progress);
        return exitCode;
    }

    private int work() {
        try (Deadline deadline = Deadline.in(order.limit())) {
            Ending up = line.up(false, true);
            phase("Up", up.exitCode().code(), up);
            busy = up.exitCode() == ExitCode.BUSY;
            boolean good = up.exitCode() == ExitCode.OK || up.exitCode() == ExitCode.LEFT_OUT;
            if (!good) {
                phases.add(new Phase(
                        "Test", Result.SKIPPED, Duration.ZERO, "the cluster is not good: " + up.verdict(), ""));
            }
            int exitCode = good ? command() : up.exitCode().code();
            return deadline.over() ? late() : exitCode;
        }
    }

    private int late() {
        progress.println("kprov ci: the time is over after " + order.limit().toSeconds() + " s");
        progress.flush();
        return ExitCode.TIMED_OUT.code();
    }

    private int command() {
        Instant began = now();
        int exitCode;
        String verdict;
        try {
            exitCode = Foreground.run(order.command(), environment());
            verdict = exitCode == 0
                    ? "exit status 0"
                    : order.command().getFirst() + " ended with exit status " + exitCode;
        } catch (IOException e) {
            exitCode = 127;
            verdict = "cannot start " + order.command().getFirst() + ": " + e.getMessage();
            progress.println("error: " + verdict);
            progress.flush();
        } catch (InterruptedException e) {
            exitCode = ExitCode.INTERRUPTED.code();
            verdict = order.command().getFirst() + " was interrupted";
        }
        phases.add(new Phase(
                "Test", exitCode == 0 ? Result.PASSED : Result.FAILED, Duration.between(began, now()), verdict, ""));
        return exitCode;
    }

    /// Beside its own names it has those of kubetest2.
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        String artifacts = order.artifacts().toString();
        environment.put("KUBECONFIG", line.kubeconfig().toString());
        environment.put("ARTIFACTS", artifacts);
        environment.put("KUBETEST2_RUN_ID", order.runId());
        environment.put("KUBETEST2_RUN_DIR", artifacts);
        environment.put("KPROV_RUN_ID", order.runId());
        environment.put("KPROV_CLUSTER", wanted.inventory().cluster());
        environment.put("KPROV_PROFILE", wanted.profile().name());
        environment.put("KPROV_INSTALLER", wanted.installer().name());
        Optional.ofNullable(surroundings.environment().get("PATH"))
                .ifPresent(path -> environment.put("PATH", artifacts + File.pathSeparator + path));
        return environment;
    }

    /// Collects and removes in any case; a failure here hides none before it.
    private int finish(int exitCode) {
        // Whoever interrupted the work wants the rest to be done.
        Thread.interrupted();
        if (busy) {
            phases.add(new Phase("Down", Result.SKIPPED, Duration.ZERO, "the cluster is another run's", ""));
            return exitCode;
        }
        if (exitCode != 0) {
            chores.logs().ifPresent(logs -> phase("Logs", logs.exitCode().code(), logs));
        }
        if (order.keep()) {
            phases.add(new Phase("Down", Result.SKIPPED, Duration.ZERO, "--keep was given", ""));
            return exitCode;
        }
        Ending down = line.down(new Provisioning.Removal(false, false), false);
        phase("Down", down.exitCode().code(), down);
        return exitCode == 0 ? down.exitCode().code() : exitCode;
    }

    private void phase(String name, int exitCode, Ending ending) {
        Artifacts.keep(ending.folder(), order.artifacts(), name);
        Result result = exitCode == 0 || exitCode == ExitCode.LEFT_OUT.code() ? Result.PASSED : Result.FAILED;
        phases.add(new Phase(name, result, ending.took(), ending.verdict(), Artifacts.folder(name)));
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
