package dev.kprov.cli.ending;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What is to be said at the end of a run.
///
/// @param verdict one sentence
/// @param next the commands to type next
public record Conclusion(ExitCode exitCode, String verdict, List<String> next) {
    public Conclusion {
        next = List.copyOf(next);
    }

    public static Conclusion good(String verdict) {
        return new Conclusion(ExitCode.OK, verdict, List.of());
    }

    /// Whether what was wanted is so, but for hosts that may be left out.
    public boolean good() {
        return exitCode == ExitCode.OK || exitCode == ExitCode.LEFT_OUT;
    }

    /// Of a cluster, or of some of its nodes, that were removed.
    ///
    /// @param leaving the hosts that left a cluster that goes on; empty when all of it was to go
    public static Conclusion removed(String cluster, boolean nothingToDo, Set<String> leaving) {
        if (nothingToDo) {
            return good("nothing of cluster " + cluster + " is there");
        }
        return good(
                leaving.isEmpty()
                        ? "cluster " + cluster + " is removed"
                        : "removed from cluster " + cluster + ": " + String.join(", ", leaving));
    }

    /// The same of a run that did something else before.
    public Conclusion after(Conclusion before) {
        return new Conclusion(exitCode, before.verdict() + "; " + verdict, next);
    }

    /// The same of a run that went on without these hosts; what has failed otherwise is worse news than that.
    ///
    /// @param again what to type when they are well again
    public Conclusion without(Set<String> hosts, String again) {
        if (hosts.isEmpty()) {
            return this;
        }
        boolean good = exitCode == ExitCode.OK;
        List<String> then = new ArrayList<>(next);
        if (good) {
            then.add(again);
        }
        return new Conclusion(
                good ? ExitCode.LEFT_OUT : exitCode, verdict + "; left out: " + String.join(", ", hosts), then);
    }

    /// @param next what goes on from what the hosts show then
    public static Conclusion interrupted(boolean stepsBegan, String next) {
        return new Conclusion(ExitCode.INTERRUPTED, "interrupted; " + remains(stepsBegan), List.of(next));
    }

    /// The problems themselves are told as events.
    public static Conclusion of(List<Problem> problems, boolean stepsBegan) {
        ExitCode worst = ExitCode.worst(problems.stream().map(Problem::exitCode).toList());
        return new Conclusion(worst, count(problems.size(), "problem") + "; " + remains(stepsBegan), List.of());
    }

    public static Conclusion bug(Throwable bug) {
        return new Conclusion(ExitCode.BUG, "stopped by a bug in kprov: " + bug, List.of());
    }

    /// Of a plan whose steps did not all succeed.
    public static Conclusion of(Collection<Outcome> outcomes, List<String> next) {
        List<ExitCode> failed = outcomes.stream()
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed) outcome).problem().exitCode())
                .toList();
        long skipped =
                outcomes.stream().filter(Outcome.Skipped.class::isInstance).count();
        String verdict = count(failed.size(), "step") + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped");
        return new Conclusion(ExitCode.worst(failed), verdict, next);
    }

    /// Of a cluster whose checks have all been made.
    public static Conclusion ofChecks(
            String cluster, List<CheckResult> checks, List<String> whenGood, List<String> whenNot) {
        List<String> open = checks.stream()
                .filter(check ->
                        check.verdict() instanceof Verdict.Failed || check.verdict() instanceof Verdict.Unknown)
                .map(CheckResult::id)
                .toList();
        long passed = checks.stream()
                .filter(check -> check.verdict() instanceof Verdict.Passed)
                .count();
        if (passed == 0 && open.isEmpty()) {
            return new Conclusion(ExitCode.CHECK_FAILED, "cluster " + cluster + " was not checked", whenNot);
        }
        if (open.isEmpty()) {
            return new Conclusion(
                    ExitCode.OK,
                    "cluster " + cluster + " works: all " + passed + " checks passed" + beside(checks.size() - passed),
                    whenGood);
        }
        String state = open.size() == checks.size() ? " is not known to be up: " : " is up, but ";
        String verdict = "cluster " + cluster + state + open.size() + " of " + checks.size() + " checks did not pass: "
                + String.join(", ", open);
        return new Conclusion(ExitCode.CHECK_FAILED, verdict, whenNot);
    }

    private static String beside(long count) {
        return count == 0 ? "" : ", " + count + " did not apply";
    }

    private static String remains(boolean stepsBegan) {
        return stepsBegan ? "what was done so far stays" : "nothing was changed on any host";
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
