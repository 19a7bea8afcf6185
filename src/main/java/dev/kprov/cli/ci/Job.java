package dev.kprov.cli.ci;

import dev.kprov.cli.answer.GithubActions;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.line.Chores;
import dev.kprov.cli.line.Provisioning;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.LocalLock;
import dev.kprov.cli.request.Removal;
import dev.kprov.cli.request.Surroundings;
import dev.kprov.problem.ExitCode;
import dev.kprov.report.JobFiles;
import dev.kprov.report.JobReport;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes the cluster, runs the commands against it, and removes the cluster, whatever became of the two.
public final class Job {
    private static final String DOWN = "Down";

    private final Provisioning line;
    private final Chores chores;
    private final Wanted wanted;
    private final Surroundings surroundings;
    private final Order order;
    private final PrintWriter progress;
    private final Course course;

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
        this.course = new Course(order.artifacts());
    }

    /// The exit code: that of the commands when the cluster was good, else kprov's. Throws a `KprovException` when
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
            if (wanted.profile().namesByRun() && course.passed(DOWN)) {
                // Nobody will ever take them again.
                LocalLock.forget(place);
                LocalLock.forget(surroundings.lock(installer, cluster));
            }
        }
    }

    private int alone() throws IOException {
        Instant began = surroundings.clock().instant();
        if (order.phases().test()) {
            RunDir.make(order);
        }
        int exitCode = stoppedInTidying() ? ExitCode.INTERRUPTED.code() : work();
        JobReport report = new JobReport(
                wanted.inventory().cluster(),
                wanted.profile().name(),
                wanted.installer().name(),
                order.runId(),
                began,
                exitCode,
                course.phases());
        JobFiles files = new JobFiles(report);
        files.write(order.artifacts(), order.commands().reported());
        new GithubActions(surroundings.environment()).tell(course.failed("kprov "), files::markdown, progress);
        return exitCode;
    }

    /// Makes room where a cluster is to be made.
    private boolean stoppedInTidying() {
        return order.phases().up()
                && chores.tidy(order.stale())
                        .filter(tidy -> tidy.exitCode() == ExitCode.INTERRUPTED)
                        .isPresent();
    }

    private int work() {
        Errands errands = new Errands(environment(), order.runFolder(), course, progress, surroundings.clock());
        Work work = new Work(line, order, errands, course, progress);
        int exitCode = work.run();
        // Whoever interrupted the work wants the rest to be done.
        Thread.interrupted();
        if (work.busy()) {
            course.skipped(DOWN, "the cluster is another run's");
            return exitCode;
        }
        boolean good = exitCode == 0 || (exitCode == ExitCode.LEFT_OUT.code() && !course.anyFailed());
        if (!good && !work.absent()) {
            chores.logs().ifPresent(logs -> course.ended("Logs", logs));
        }
        return down(exitCode);
    }

    /// A failure here hides none before it.
    private int down(int exitCode) {
        if (!order.phases().down()) {
            course.skipped(
                    DOWN,
                    "the cluster stays; remove it with: " + wanted.request().command("down"));
            return exitCode;
        }
        // What this job made itself is its own to remove.
        Consent consent = order.phases().up() ? Consent.GIVEN : order.consent();
        Ending down = line.down(new Removal(false, false, consent), Manner.PLAIN);
        course.ended(DOWN, down);
        return exitCode == 0 ? down.exitCode().code() : exitCode;
    }

    /// Beside kprov's own names it has those of kubetest2.
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(surroundings.environment());
        environment.put("KUBECONFIG", line.kubeconfig().toString());
        environment.put("ARTIFACTS", order.artifacts().toString());
        environment.put("KUBETEST2_RUN_ID", order.runId());
        environment.put("KUBETEST2_RUN_DIR", order.runFolder().toString());
        environment.put("KPROV_RUN_ID", order.runId());
        environment.put("KPROV_CLUSTER", wanted.inventory().cluster());
        environment.put("KPROV_PROFILE", wanted.profile().name());
        environment.put("KPROV_INSTALLER", wanted.installer().name());
        Optional.ofNullable(surroundings.environment().get("PATH"))
                .ifPresent(path -> environment.put("PATH", order.runFolder() + File.pathSeparator + path));
        return environment;
    }
}
