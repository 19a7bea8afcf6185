package dev.kprov.cli.ci;

import static dev.kprov.cli.desk.Arguments.all;
import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.on;
import static dev.kprov.cli.desk.Arguments.option;
import static dev.kprov.cli.desk.Arguments.repeated;
import static dev.kprov.cli.desk.Arguments.words;

import dev.kprov.cli.desk.Arguments;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options that kubetest2 has too, and the command behind them.
public final class Flags {
    private static final String EXEC = "exec";
    private static final String BEFORE = "--pre-test-cmd";
    private static final String AFTER = "--post-test-cmd";

    private final OptionSpec up = flag(
            "Make the cluster and prove it. When --up, --test or --down is given, only the phases that are given run;"
                    + " default: all three.",
            "--up");
    private final OptionSpec down =
            flag("Remove the cluster in the end, whatever became of the other phases.", "--down");
    private final OptionSpec keep =
            flag("Leave the cluster there in the end; the same as naming the phases without --down.", "--keep");
    private final OptionSpec test = Arguments.builder(String.class, "NAME", "--test")
            .arity("0..1")
            .fallbackValue(EXEC)
            .description(
                    "Test the cluster; without --up the one that is there, when it verifies. exec runs COMMAND, any"
                            + " other NAME runs kubetest2-tester-NAME of PATH with what is behind --; default: exec.")
            .build();
    private final OptionSpec before = repeated(
            "WORD[,WORD]",
            "A command to run before the test, in the same environment, such as kubectl,apply,-f,a.yaml;"
                    + " $NAME and $${NAME} in it are expanded. When it fails, the test is skipped; default: none.",
            BEFORE);
    private final OptionSpec after = repeated(
            "WORD[,WORD]",
            "A command of the same kind to run after the test, even one that failed. When the test was ended"
                    + " by a signal or --timeout, it has 30 s; default: none.",
            AFTER);
    private final OptionSpec runDir = option(
            Path.class,
            "DIR",
            "Folder of programs for the commands: DIR/RUN_ID is made and is first in their PATH; default:"
                    + " $KUBETEST2_RUN_DIR, or _rundir.",
            "--rundir");
    private final OptionSpec runDirInArtifacts =
            flag("Take the folder of --rundir below that of --artifacts.", "--rundir-in-artifacts");
    private final OptionSpec skipTestJunitReport =
            flag("Leave the test out of junit.xml, for a tester that writes its own.", "--skip-test-junit-report");
    private final ArgSpec command = words(
                    "0..*", "COMMAND", "The command and its arguments, or those of the tester, behind --.")
            .build();

    public List<ArgSpec> arguments() {
        return List.of(up, down, keep, test, before, after, runDir, runDirInArtifacts, skipTestJunitReport, command);
    }

    public Optional<Path> runDir() {
        return given(runDir);
    }

    public boolean runDirInArtifacts() {
        return on(runDirInArtifacts);
    }

    public Order.Phases phases() {
        boolean tested = given(test).isPresent();
        boolean all = !on(up) && !on(down) && !tested;
        return new Order.Phases(on(up) || all, tested || all, (on(down) || all) && !on(keep));
    }

    /// Throws a `KprovException` when they do not go with the phases, or when there is no such tester.
    public Order.Commands commands(Testers testers) {
        Order.Commands commands =
                new Order.Commands(read(BEFORE, before), all(command), read(AFTER, after), !on(skipTestJunitReport));
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            throw new KprovException(problems, null);
        }
        Optional<String> tester = Arguments.<String>given(test).filter(name -> !name.equals(EXEC));
        if (tester.isEmpty()) {
            return commands;
        }
        List<String> argv = new ArrayList<>(List.of(testers.find(tester.get()).toString()));
        argv.addAll(all(command));
        return new Order.Commands(commands.before(), argv, commands.after(), commands.reported());
    }

    private static List<String> read(String option, ArgSpec given) {
        List<String> lists = all(given);
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
        if (on(keep) && on(down)) {
            problems.add(usage(
                    "--keep cannot go with --down",
                    "one leaves the cluster there, the other one removes it",
                    "leave out one of them"));
        }
        if (phases().test()) {
            missing().ifPresent(problems::add);
            return problems;
        }
        if (!all(command).isEmpty()) {
            problems.add(idle("the command"));
        }
        if (!all(before).isEmpty()) {
            problems.add(idle(BEFORE));
        }
        if (!all(after).isEmpty()) {
            problems.add(idle(AFTER));
        }
        return problems;
    }

    /// What a test lacks.
    private Optional<Problem> missing() {
        Optional<String> tester = given(test);
        if (tester.isEmpty()) {
            return all(command).isEmpty()
                    ? Optional.of(usage(
                            "there is no COMMAND",
                            "kprov ci makes a cluster, runs the command against it and removes it",
                            "write it behind --: kprov ci --profile kind -- ./test.sh; or name what is wanted, such as"
                                    + " --up"))
                    : Optional.empty();
        }
        if (tester.get().isBlank()) {
            return Optional.of(usage(
                    "--test names no tester",
                    "its NAME is empty, likely by a variable that is not set",
                    "write --test=NAME, or --test -- COMMAND"));
        }
        return tester.get().equals(EXEC) && all(command).isEmpty()
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
