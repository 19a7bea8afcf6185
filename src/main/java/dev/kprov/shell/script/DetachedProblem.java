package dev.kprov.shell.script;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.process.Spoken;
import java.time.Duration;
import java.util.List;

/// Why there is no exit status of a detached step.
///
/// @param folder where the host keeps what the step printed
record DetachedProblem(StepLabel label, String script, String folder) {
    /// The status in the words of the host, which may be what became of the step instead.
    int exitStatus(String end) {
        return switch (end) {
            case "killed" -> throw killed();
            case "rebooted" -> throw rebooted();
            case "stopped" -> throw stopped();
            default -> Integer.parseInt(end);
        };
    }

    KprovException tookTooLong(Duration timeout) {
        return failed(
                script + " took longer than " + Spoken.time(timeout) + " on " + label.host(),
                "the time limit passed; kprov ended the step with all that it had started",
                "look at the host, then raise the time limit in the profile or run kprov again; " + kept());
    }

    KprovException stillRuns(Duration timeout) {
        return failed(
                script + " still runs on " + label.host() + " after " + Spoken.time(timeout),
                "an earlier run of kprov began it for cluster " + label.cluster()
                        + ", and two steps at once would get in each other's way",
                "wait for it (what it prints is in " + folder + "), or end it there: kill $(cut -d ' ' -f 1 " + folder
                        + "/pid); then run kprov again");
    }

    private KprovException killed() {
        return failed(
                script + " was killed on " + label.host(),
                "it ended without an exit status although the host stayed up",
                "see on " + label.host() + " whether the kernel was out of memory (journalctl -k -e), then run kprov"
                        + " again; " + kept());
    }

    private KprovException stopped() {
        return failed(
                script + " was ended on " + label.host() + " by another run of kprov",
                "its time limit passed there",
                "run kprov again; " + kept());
    }

    /// Nothing on the host failed, and what was started with the step is gone: there is nothing to diagnose.
    private KprovException rebooted() {
        return new KprovException(problem(
                ExitCode.UNREACHABLE,
                label.host() + " went down while " + script + " ran",
                "the step had not ended when the host was shut down or restarted",
                "find out why (journalctl -b -1 -e on " + label.host() + "), then run kprov again: it looks at what is"
                        + " there and goes on; " + kept()));
    }

    /// @param trouble of the network that did not pass
    KprovException goesOn(KprovException trouble) {
        Problem last = trouble.problems().getFirst();
        return new KprovException(
                List.of(problem(
                        last.exitCode(),
                        last.what(),
                        last.why() + "; " + script + " goes on there without kprov",
                        "bring back the way to " + label.host()
                                + ", then run kprov again: it waits for the step to end and goes on from there")),
                trouble);
    }

    /// @param began whether it is known that the step began
    /// @param said what the host said instead
    KprovException notFollowed(boolean began, String said) {
        return failed(
                script + (began ? " can no longer be followed on " : " cannot be started on ") + label.host(),
                said.isEmpty() ? folder + " is not there, or not as kprov left it" : said,
                "see that bash, tar, sed and setsid are there, that " + folder + " can be written (df -h), then run"
                        + " kprov again");
    }

    private KprovException failed(String what, String why, String remedy) {
        return new KprovException(problem(ExitCode.STEP_FAILED, what, why, remedy));
    }

    private Problem problem(ExitCode exitCode, String what, String why, String remedy) {
        return new Problem(exitCode, label.host(), what, why, remedy);
    }

    private String kept() {
        return "what it printed is in " + folder + " there";
    }
}
