package dev.kprov.cli.ci;

import dev.kprov.cli.ci.Errands.Ran;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.line.Provisioning;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.request.Removal;
import dev.kprov.console.ProblemText;
import dev.kprov.console.Theme;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a job does with its cluster before it is removed: makes it or verifies the one that is there, and runs the
/// commands against it.
final class Work {
    /// For what comes after a test that was ended before its time.
    private static final Duration BRIEFLY = Duration.ofSeconds(30);

    private static final String BEFORE = "PreTestCmd";
    private static final String TEST = "Test";
    private static final String AFTER = "PostTestCmd";

    private final Provisioning line;
    private final Order order;
    private final Errands errands;
    private final Course course;
    private final PrintWriter progress;
    private boolean busy;
    private boolean absent;

    Work(Provisioning line, Order order, Errands errands, Course course, PrintWriter progress) {
        this.line = line;
        this.order = order;
        this.errands = errands;
        this.course = course;
        this.progress = progress;
    }

    /// Whether a run that is none of this job's changes the cluster.
    boolean busy() {
        return busy;
    }

    /// Whether there was no cluster to verify.
    boolean absent() {
        return absent;
    }

    /// The exit code: that of the commands when the cluster was good, else kprov's.
    int run() {
        try (Deadline deadline = Deadline.in(order.limit())) {
            int exitCode = order.phases().up() ? up() : verify();
            return deadline.over() ? late(order.limit()) : exitCode;
        }
    }

    private int late(Duration limit) {
        progress.println("kprov ci: the time is over after " + limit.toSeconds() + " s");
        progress.flush();
        return ExitCode.TIMED_OUT.code();
    }

    private int up() {
        Ending up = line.up(Optional.of(new Removal(false, false, order.consent())), new Manner(false, true));
        course.ended("Up", up);
        busy = up.exitCode() == ExitCode.BUSY;
        return test(up.exitCode(), up.verdict());
    }

    private int verify() {
        if (!order.phases().test()) {
            return 0;
        }
        try {
            Ending verify = line.verify(Optional.empty());
            course.ended("Verify", verify);
            return test(verify.exitCode(), verify.verdict());
        } catch (KprovException e) {
            absent = true;
            List<Problem> problems = e.problems();
            problems.forEach(
                    problem -> new ProblemText(Theme.PLAIN).lines(problem).forEach(progress::println));
            progress.flush();
            String verdict = problems.getFirst().what();
            course.ended("Verify", false, Duration.ZERO, verdict);
            return test(ExitCode.worst(problems.stream().map(Problem::exitCode).toList()), verdict);
        }
    }

    /// @param cluster how it is
    private int test(ExitCode cluster, String verdict) {
        boolean good = cluster == ExitCode.OK || cluster == ExitCode.LEFT_OUT;
        if (!order.phases().test()) {
            return cluster.code();
        }
        if (!good) {
            String why = "the cluster is not good: " + verdict;
            if (!order.commands().before().isEmpty()) {
                course.skipped(BEFORE, why);
            }
            skipTest(why);
            return cluster.code();
        }
        return commands();
    }

    private int commands() {
        List<String> before = order.commands().before();
        if (!before.isEmpty()) {
            Ran ran = errands.expanded(BEFORE, before);
            if (!ran.passed()) {
                skipTest("the command before it failed: " + ran.verdict());
                return ran.exitCode();
            }
        }
        Ran test = errands.run(TEST, order.commands().test());
        // Whoever ended the test wants what follows it nevertheless, as the logs.
        boolean ended = Thread.interrupted() || test.interrupted();
        int after = order.commands().after().isEmpty() ? 0 : after(ended);
        return test.passed() ? after : test.exitCode();
    }

    private int after(boolean ended) {
        if (!ended) {
            return errands.expanded(AFTER, order.commands().after()).exitCode();
        }
        try (Deadline deadline = Deadline.in(BRIEFLY)) {
            int exitCode = errands.expanded(AFTER, order.commands().after()).exitCode();
            return deadline.over() ? late(BRIEFLY) : exitCode;
        }
    }

    private void skipTest(String why) {
        course.skipped(TEST, why);
        if (!order.commands().after().isEmpty()) {
            course.skipped(AFTER, why);
        }
    }
}
