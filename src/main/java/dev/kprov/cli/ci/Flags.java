package dev.kprov.cli.ci;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that kubetest2 has too, and the command behind them.
public final class Flags {
    private static final String EXEC = "exec";
    private static final String BEFORE = "--pre-test-cmd";
    private static final String AFTER = "--post-test-cmd";

    @Option(
            names = "--up",
            description =
                    "Make the cluster and prove it. When --up, --test or --down is given, only the phases that are"
                            + " given run; default: all three.")
    public boolean up;

    @Option(names = "--down", description = "Remove the cluster in the end, whatever became of the other phases.")
    public boolean down;

    @Option(
            names = "--keep",
            description = "Leave the cluster there in the end; the same as naming the phases without --down.")
    public boolean keep;

    @Option(
            names = "--test",
            arity = "0..1",
            fallbackValue = EXEC,
            paramLabel = "NAME",
            description = "Test the cluster; without --up the one that is there, when it verifies. exec runs COMMAND,"
                    + " any other NAME runs kubetest2-tester-NAME of PATH with what is behind --; default: exec.")
    @Nullable
    public String test;

    @Option(
            names = BEFORE,
            paramLabel = "WORD[,WORD]",
            description = "A command to run before the test, in the same environment, such as kubectl,apply,-f,a.yaml;"
                    + " $NAME and $${NAME} in it are expanded. When it fails, the test is skipped; default: none.")
    public List<String> before = new ArrayList<>();

    @Option(
            names = AFTER,
            paramLabel = "WORD[,WORD]",
            description =
                    "A command of the same kind to run after the test, even one that failed. When the test was ended"
                            + " by a signal or --timeout, it has 30 s; default: none.")
    public List<String> after = new ArrayList<>();

    @Option(
            names = "--rundir",
            paramLabel = "DIR",
            description = "Folder of programs for the commands: DIR/RUN_ID is made and is first in their PATH; default:"
                    + " $KUBETEST2_RUN_DIR, or _rundir.")
    @Nullable
    public Path runDir;

    @Option(names = "--rundir-in-artifacts", description = "Take the folder of --rundir below that of --artifacts.")
    public boolean runDirInArtifacts;

    @Option(
            names = "--skip-test-junit-report",
            description = "Leave the test out of junit.xml, for a tester that writes its own.")
    public boolean skipTestJunitReport;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command and its arguments, or those of the tester, behind --.")
    public List<String> command = new ArrayList<>();

    public Order.Phases phases() {
        boolean all = !up && !down && test == null;
        return new Order.Phases(up || all, test != null || all, (down || all) && !keep);
    }

    /// Throws a `KprovException` when they do not go with the phases, or when there is no such tester.
    public Order.Commands commands(Testers testers) {
        Order.Commands commands =
                new Order.Commands(words(BEFORE, before), command, words(AFTER, after), !skipTestJunitReport);
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        if (test == null || test.equals(EXEC)) {
            return commands;
        }
        List<String> argv = new ArrayList<>(List.of(testers.find(test).toString()));
        argv.addAll(command);
        return new Order.Commands(commands.before(), argv, commands.after(), commands.reported());
    }

    private static List<String> words(String option, List<String> lists) {
        List<String> words = new ArrayList<>();
        lists.forEach(list -> words.addAll(CommaList.read(option, list)));
        if (!lists.isEmpty() && (words.isEmpty() || words.getFirst().isBlank())) {
            throw new KprovException(usage(
                    option + " names no program",
                    "its first word is empty, likely by a variable that is not set",
                    "write the program and its arguments with commas between them, or leave the option out"));
        }
        return words;
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (keep && down) {
            problems.add(usage(
                    "--keep cannot go with --down",
                    "one leaves the cluster there, the other one removes it",
                    "leave out one of them"));
        }
        if (phases().test()) {
            missing().ifPresent(problems::add);
            return problems;
        }
        if (!command.isEmpty()) {
            problems.add(idle("the command"));
        }
        if (!before.isEmpty()) {
            problems.add(idle(BEFORE));
        }
        if (!after.isEmpty()) {
            problems.add(idle(AFTER));
        }
        return problems;
    }

    /// What a test lacks.
    private Optional<Problem> missing() {
        if (test == null) {
            return command.isEmpty()
                    ? Optional.of(usage(
                            "there is no COMMAND",
                            "kprov ci makes a cluster, runs the command against it and removes it",
                            "write it behind --: kprov ci --profile kind -- ./test.sh; or name what is wanted, such as"
                                    + " --up"))
                    : Optional.empty();
        }
        if (test.isBlank()) {
            return Optional.of(usage(
                    "--test names no tester",
                    "its NAME is empty, likely by a variable that is not set",
                    "write --test=NAME, or --test -- COMMAND"));
        }
        return test.equals(EXEC) && command.isEmpty()
                ? Optional.of(usage(
                        "--test has no COMMAND",
                        "exec, which is the default, runs what is behind --",
                        "write it there: --test -- ./test.sh; or name a tester: --test=NAME"))
                : Optional.empty();
    }

    private static Problem idle(String what) {
        return usage(
                what + " would not run",
                "of the phases only those that are given run, and --test is not",
                "add --test, or leave it out");
    }

    private static Problem usage(String what, String why, String remedy) {
        return Problem.of(ExitCode.USAGE, what, why, remedy);
    }
}
