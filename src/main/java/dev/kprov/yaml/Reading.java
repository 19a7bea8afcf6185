package dev.kprov.yaml;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// One file being read: collects its problems so that all of them can be told at once.
final class Reading {
    /// Nobody reads more, and a hostile file could otherwise make millions.
    static final int MOST_PROBLEMS = 100;

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

    private final String file;
    private final Path folder;
    private final List<Found> found = new ArrayList<>();
    private int untold;

    private record Found(Position position, Problem problem) {}

    /// @param file the name to print
    /// @param folder what relative paths in the file are relative to
    Reading(String file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    String file() {
        return file;
    }

    void add(Position position, String what, String why, String remedy) {
        if (found.size() < MOST_PROBLEMS) {
            found.add(new Found(position, Problem.invalid(file + ":" + position, what, why, remedy)));
        } else {
            untold++;
        }
    }

    /// Whether another problem would still be told; lets callers skip the work of wording it.
    boolean isFull() {
        return found.size() >= MOST_PROBLEMS;
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new KprovException(problems(), null);
        }
    }

    /// A path as written in the file, made absolute; a URL is left alone.
    String resolve(String written) {
        if (URL.matcher(written).matches()) {
            return written;
        }
        Path home = Path.of(System.getProperty("user.home", "/"));
        if (written.equals("~")) {
            return home.toString();
        }
        Path path = written.startsWith("~/") ? home.resolve(written.substring(2)) : folder.resolve(written);
        return path.toAbsolutePath().normalize().toString();
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(found.stream()
                .sorted(Comparator.comparing(Found::position))
                .map(Found::problem)
                .toList());
        if (untold > 0) {
            problems.add(Problem.invalid(
                    file,
                    untold + " more problems are not shown",
                    "only the first " + MOST_PROBLEMS + " problems of a file are told",
                    "mend those above and run kprov validate again"));
        }
        return problems;
    }
}
