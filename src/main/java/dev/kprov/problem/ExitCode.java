package dev.kprov.problem;

import java.util.Collection;
import java.util.Comparator;

/// The exit codes of `kprov`, one for each family of outcome. Documented in `kprov help exit-codes`.
public enum ExitCode {
    OK(0, "done, and every check passed"),
    CHECK_FAILED(1, "the cluster is up, but a check failed or could not tell"),
    USAGE(2, "wrong usage of the command line"),
    INVALID(3, "the inventory or the profile is invalid, or does not fit the hosts; nothing was changed"),
    UNREACHABLE(4, "a host cannot be reached or refuses us"),
    STEP_FAILED(5, "a step failed on a host"),
    BUSY(6, "another run of kprov is changing the cluster; nothing was changed"),
    LEFT_OUT(7, "done, and every check passed, but hosts were left out as the policy on failures allows"),
    BUG(70, "a bug in kprov"),
    TIMED_OUT(124, "the time of kprov ci was over"),
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /// The one to exit with when several things went wrong: the highest number wins, so an interruption hides a
    /// failed
    /// step, and a failed step hides a host that was lost.
    public static ExitCode worst(Collection<ExitCode> codes) {
        return codes.stream().max(Comparator.comparingInt(ExitCode::code)).orElse(OK);
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
