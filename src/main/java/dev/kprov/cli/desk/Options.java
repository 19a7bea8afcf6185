package dev.kprov.cli.desk;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.option;

import dev.kprov.cli.scope.Limit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options that several commands share. They may also stand before the command: `kprov -i other.yaml up`.
public final class Options {
    public static final String INVENTORY = "--inventory";
    public static final String PROFILE = "--profile";
    public static final String RUN_ID = "--run-id";
    public static final String STATE = "--state-dir";
    public static final String PARALLEL = "--parallel";
    public static final String LIMIT = Limit.OPTION;
    public static final String ON_FAILURE = "--on-failure";
    public static final String ACCEPT_NEW_HOST_KEYS = "--accept-new-host-keys";
    public static final String VERBOSE = "--verbose";
    public static final String QUIET = "--quiet";
    public static final String WATCH = "--watch";
    public static final String NO_COLOR = "--no-color";
    public static final String OUTPUT = "--output";
    static final String BREAK_LOCK = "--break-lock";
    static final String NO_DIAGNOSE = "--no-diagnose";
    static final String YES = "--yes";

    private Options() {}

    /// The form of an answer; the constants are what the user types.
    public enum Format {
        text,
        json
    }

    /// Options that belong together.
    public static final class Group {
        /// Where runs are kept.
        public static final Group STORE = new Group(
                () -> List.of(option(Path.class, "FOLDER", "Folder of runs and kubeconfigs; default: .kprov.", STATE)));

        /// Which cluster.
        public static final Group CLUSTER = new Group(
                () -> List.of(option(
                        Path.class,
                        "FILE",
                        "The hosts; default: inventory.yaml, unless the profile makes its own.",
                        "-i",
                        INVENTORY)),
                STORE);

        /// What cluster is wanted.
        public static final Group WISH = new Group(() -> List.of(
                option(
                        String.class,
                        "NAME|FILE",
                        "The cluster that is wanted; default: the one that was last brought up.",
                        "-p",
                        PROFILE),
                option(
                        String.class,
                        "ID",
                        "What $${RUN_ID} stands for in the profile's name of the cluster; default: $KPROV_RUN_ID.",
                        RUN_ID)));

        /// How much is shown.
        public static final Group SCREEN = new Group(() -> List.of(
                flag("Show what the hosts print.", "-v", VERBOSE),
                flag("Show only problems and the verdict.", QUIET),
                flag("Use no colours; the variable NO_COLOR does the same.", NO_COLOR)));

        /// How many hosts at the same time.
        public static final Group PACE = new Group(() -> List.of(option(
                Integer.class, "N", "Work on at most N hosts at the same time, 1 to 1000; default: 50.", PARALLEL)));

        /// Which of the hosts.
        public static final Group PART = new Group(() -> List.of(option(
                String.class,
                "HOST[,HOST]",
                "Change only these hosts, such as worker-3 or worker-*; default: all.",
                LIMIT)));

        /// Whom to believe.
        public static final Group BELIEF = new Group(() -> List.of(flag(
                "Accept host keys that are not known yet, and add them to known_hosts; changed ones are still"
                        + " refused.",
                ACCEPT_NEW_HOST_KEYS)));

        /// Whose turn it is.
        public static final Group TURN = new Group(() ->
                List.of(flag("Put aside the lock of a run that has given no sign of life for a minute.", BREAK_LOCK)));

        /// What a failure means for the rest of the run.
        public static final Group CARE = new Group(() -> List.of(option(
                String.class,
                "POLICY",
                "After a failed step: stop begins no other, finish does all that does not depend on it, tolerate=N"
                        + " goes on without up to N workers; default: what the profile says, or finish.",
                ON_FAILURE)));

        /// What becomes of a failure.
        public static final Group AFTERMATH = new Group(
                () -> List.of(flag("When it fails, do not collect what tells why; see kprov diagnose.", NO_DIAGNOSE)));

        /// The word that a cluster may be removed.
        public static final Group YES = new Group(() -> List.of(yes()));

        /// The form of the answer.
        public static final Group ANSWER = new Group(
                () -> List.of(option(Format.class, "FORMAT", "Answer as text or json; default: text.", "-o", OUTPUT)));

        /// What all commands have that change a cluster.
        public static final Group CHANGE =
                new Group(List::of, CLUSTER, WISH, PACE, TURN, CARE, AFTERMATH, BELIEF, SCREEN, ANSWER);

        private final Supplier<List<OptionSpec>> own;
        private final List<Group> others;

        private Group(Supplier<List<OptionSpec>> own, Group... others) {
            this.own = own;
            this.others = List.of(others);
        }

        /// New ones: each belongs to one command, and keeps what that was told.
        List<OptionSpec> options() {
            return Stream.concat(own.get().stream(), others.stream().flatMap(other -> other.options().stream()))
                    .toList();
        }
    }

    static OptionSpec help() {
        return flag("Show this help and exit.", "-h", "--help").toBuilder()
                .usageHelp(true)
                .build();
    }

    private static OptionSpec yes() {
        return Arguments.builder(String.class, "NAME", "-y", YES)
                .arity("0..1")
                .fallbackValue("")
                .preprocessor(new NoOptionAsName())
                .description(
                        "Do not ask before a cluster is removed, or removed and made anew.",
                        "Of a cluster in a cloud it has to say which: the cluster's full name, as kops has it.")
                .build();
    }

    /// picocli would take a misspelt option behind `--yes` for its value.
    private static final class NoOptionAsName implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec yes, Map<String, Object> info) {
            boolean attached = info.containsKey("separator")
                    && !String.valueOf(info.get("separator")).isBlank();
            if (attached || args.isEmpty() || !args.peek().startsWith("-")) {
                return false;
            }
            yes.setValue("");
            return true;
        }
    }

    /// Asked of the words themselves, because a command line that cannot be parsed may still ask for JSON.
    public static boolean wantJson(String... args) {
        for (int i = 0; i < args.length; i++) {
            boolean pair = args[i].equals("-o") || args[i].equals(OUTPUT);
            if ((pair && i + 1 < args.length && args[i + 1].equals("json"))
                    || List.of("-ojson", "-o=json", OUTPUT + "=json").contains(args[i])) {
                return true;
            }
        }
        return false;
    }
}
