package dev.kprov.problem;

/// One thing that is wrong: what, why and what to do about it. All three are mandatory.
///
/// @param where the place, as `file:line:column` or a host's name; empty when there is none
/// @param what what is wrong, in one sentence without a full stop
/// @param why the reason, at most three lines
/// @param remedy what the reader does next
public record Problem(ExitCode exitCode, String where, String what, String why, String remedy) {
    public Problem {
        if (what.isBlank() || why.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a problem needs what, why and remedy: " + what);
        }
    }

    public static Problem of(ExitCode exitCode, String what, String why, String remedy) {
        return new Problem(exitCode, "", what, why, remedy);
    }

    /// A mistake in a file that the user wrote.
    public static Problem invalid(String where, String what, String why, String remedy) {
        return new Problem(ExitCode.INVALID, where, what, why, remedy);
    }
}
