package dev.kprov.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The only exception that kprov throws on purpose: it carries every problem that was found.
public final class KprovException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public KprovException(Problem problem) {
        this(List.of(problem), null);
    }

    public KprovException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.isEmpty() ? "no problem given" : problems.getFirst().what(), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs a problem");
        }
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
