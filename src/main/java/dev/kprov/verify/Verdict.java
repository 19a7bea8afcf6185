package dev.kprov.verify;

/// The answer to a check. "Could not tell" is not "passed".
public sealed interface Verdict {
    record Passed(String evidence) implements Verdict {}

    /// @param remedy what the reader does next
    record Failed(String expected, String actual, String remedy) implements Verdict {}

    record Unknown(String why) implements Verdict {}

    /// The cluster has nothing that the check is about. It counts neither as passed nor as failed.
    record NotApplicable(String why) implements Verdict {}
}
