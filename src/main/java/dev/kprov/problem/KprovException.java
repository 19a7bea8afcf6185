package dev.kprov.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The only exception that kprov throws on purpose: it carries every problem that was found.
public final class KprovException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final boolean passing;

    public KprovException(Problem problem) {
        this(List.of(problem), null);
    }

    public KprovException(List<Problem> problems, @Nullable Throwable cause) {
        this(problems, cause, false);
    }

    private KprovException(List<Problem> problems, @Nullable Throwable cause, boolean passing) {
        super(problems.isEmpty() ? "no problem given" : problems.getFirst().what(), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs a problem");
        }
        this.problems = List.copyOf(problems);
        this.passing = passing;
    }

    /// Of trouble that may be over a moment later, as that of a network is. A wrong password is none: a second try
    /// could lock an account.
    public static KprovException passing(Problem problem, @Nullable Throwable cause) {
        return new KprovException(List.of(problem), cause, true);
    }

    /// Whether it makes sense to try the same again.
    public boolean mayPass() {
        return passing;
    }

    public List<Problem> problems() {
        return problems;
    }
}
