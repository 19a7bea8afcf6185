package dev.kprov.cli.answer;

import dev.kprov.console.ProblemText;
import dev.kprov.console.Theme;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place where what went wrong becomes words and an exit code.
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    /// @param json whether problems are the answer too, as JSON
    public Failures(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        return tell(List.of(usage(failure)));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        return tell(failure);
    }

    public int tell(Throwable failure) {
        return switch (failure) {
            case KprovException known -> tell(known.problems());
            case ParameterException usage -> tell(List.of(usage(usage)));
            case InvalidPathException path -> tell(List.of(unspeakable(path)));
            case InterruptedException interrupted -> tell(List.of(interrupted()));
            default -> tell(List.of(bug(failure)));
        };
    }

    private int tell(List<Problem> problems) {
        ProblemText text = new ProblemText(Theme.PLAIN);
        problems.forEach(problem -> text.lines(problem).forEach(err::println));
        err.flush();
        if (json) {
            out.println(ProblemAnswer.json(problems));
            out.flush();
        }
        return ExitCode.worst(problems.stream().map(Problem::exitCode).toList()).code();
    }

    private static Problem usage(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        String help = "see: " + command + " --help";
        List<String> near = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .map(word -> word.replace("kprov ", ""))
                        .toList()
                : List.of();
        String what = failure instanceof UnmatchedArgumentException unmatched
                ? command + " does not know " + unmatched.getUnmatched().getFirst()
                : lowerFirst(Objects.requireNonNullElse(failure.getMessage(), "wrong usage"));
        return Problem.of(
                ExitCode.USAGE,
                what,
                "usage: " + line.getHelp().synopsis(0).strip().replaceAll("\\s+", " "),
                near.isEmpty() ? help : "did you mean " + String.join(" or ", near) + "? " + help);
    }

    private static Problem interrupted() {
        return Problem.of(
                ExitCode.INTERRUPTED,
                "interrupted; nothing was changed on any host",
                "the run was stopped from outside, by Ctrl-C or a signal",
                "run the same command again");
    }

    private static Problem unspeakable(InvalidPathException path) {
        return Problem.of(
                ExitCode.USAGE,
                "no file can be called \"" + path.getInput() + "\"",
                "the name has a character that is not one in the locale of this terminal",
                "choose another name, or set a locale of UTF-8: export LC_ALL=C.UTF-8");
    }

    private static Problem bug(Throwable bug) {
        return Problem.of(
                ExitCode.BUG,
                "kprov has a bug: " + bug.toString().lines().findFirst().orElse(""),
                "the whole story is in " + story(bug),
                "please report it, with that file");
    }

    private static String story(Throwable bug) {
        StringWriter text = new StringWriter();
        bug.printStackTrace(new PrintWriter(text, true));
        try {
            Path file = Files.createTempFile("kprov-bug-", ".log");
            Files.writeString(file, text.toString());
            return file.toString();
        } catch (IOException e) {
            // without a place for the story it is told here
            return "these lines:\n" + text;
        }
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
