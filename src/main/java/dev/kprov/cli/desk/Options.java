package dev.kprov.cli.desk;

import dev.kprov.cli.scope.Limit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

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

    private Options() {}

    /// The form of an answer; the constants are what the user types.
    public enum Format {
        text,
        json
    }

    /// Help, for every command.
    public static final class Help {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        public boolean help;
    }

    /// Which cluster.
    public static final class Cluster {
        @Option(
                names = {"-i", INVENTORY},
                paramLabel = "FILE",
                description = "The hosts; default: inventory.yaml, unless the profile makes its own.")
        @Nullable
        public Path inventory;

        @Mixin
        public Store store;
    }

    /// Where runs are kept.
    public static final class Store {
        @Option(names = STATE, paramLabel = "FOLDER", description = "Folder of runs and kubeconfigs; default: .kprov.")
        @Nullable
        public Path state;
    }

    /// What cluster is wanted.
    public static final class Wish {
        @Option(
                names = {"-p", PROFILE},
                paramLabel = "NAME|FILE",
                description = "The cluster that is wanted; default: the one that was last brought up.")
        @Nullable
        public String profile;

        @Option(
                names = RUN_ID,
                paramLabel = "ID",
                description =
                        "What $${RUN_ID} stands for in the profile's name of the cluster; default: $KPROV_RUN_ID.")
        @Nullable
        public String runId;
    }

    /// How much is shown.
    public static final class Screen {
        @Option(
                names = {"-v", VERBOSE},
                description = "Show what the hosts print.")
        @Nullable
        public Boolean verbose;

        @Option(names = QUIET, description = "Show only problems and the verdict.")
        @Nullable
        public Boolean quiet;

        @Option(names = NO_COLOR, description = "Use no colours; the variable NO_COLOR does the same.")
        @Nullable
        public Boolean noColor;
    }

    /// How many hosts at the same time.
    public static final class Pace {
        @Option(
                names = PARALLEL,
                paramLabel = "N",
                description = "Work on at most N hosts at the same time, 1 to 1000; default: 50.")
        @Nullable
        public Integer parallel;
    }

    /// Which of the hosts.
    public static final class Part {
        @Option(
                names = LIMIT,
                paramLabel = "HOST[,HOST]",
                description = "Change only these hosts, such as worker-3 or worker-*; default: all.")
        @Nullable
        public String limit;
    }

    /// Whom to believe.
    public static final class Belief {
        @Option(
                names = ACCEPT_NEW_HOST_KEYS,
                description = "Accept host keys that are not known yet, and add them to known_hosts;"
                        + " changed ones are still refused.")
        @Nullable
        public Boolean acceptNew;
    }

    /// Whose turn it is.
    public static final class Turn {
        @Option(
                names = "--break-lock",
                description = "Put aside the lock of a run that has given no sign of life for a minute.")
        public boolean breakLock;
    }

    /// What a failure means for the rest of the run.
    public static final class Care {
        @Option(
                names = ON_FAILURE,
                paramLabel = "POLICY",
                description = {
                    "After a failed step: stop begins no other, finish does all that does not depend on it,"
                            + " tolerate=N goes on without up to N workers; default: what the profile says, or finish."
                })
        @Nullable
        public String onFailure;
    }

    /// What becomes of a failure.
    public static final class Aftermath {
        @Option(
                names = "--no-diagnose",
                description = "When it fails, do not collect what tells why; see kprov diagnose.")
        public boolean noDiagnose;
    }

    /// What all commands have that change a cluster.
    public static final class Change {
        @Mixin
        public Cluster cluster;

        @Mixin
        public Wish wish;

        @Mixin
        public Pace pace;

        @Mixin
        public Turn turn;

        @Mixin
        public Care care;

        @Mixin
        public Aftermath aftermath;

        @Mixin
        public Belief belief;

        @Mixin
        public Screen screen;

        @Mixin
        public Answer answer;
    }

    /// The word that a cluster may be removed.
    public static final class Yes {
        @Option(
                names = {"-y", "--yes"},
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "NAME",
                preprocessor = NoOptionAsName.class,
                description = {
                    "Do not ask before a cluster is removed, or removed and made anew.",
                    "Of a cluster in a cloud it has to say which: the cluster's full name, as kops has it."
                })
        @Nullable
        String name;

        /// Of what it was given for; empty where it was not given.
        public Optional<String> name() {
            return Optional.ofNullable(name);
        }
    }

    /// picocli would take a misspelt option behind `--yes` for its value.
    static final class NoOptionAsName implements IParameterPreprocessor {
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

    /// The form of the answer.
    public static final class Answer {
        @Option(
                names = {"-o", OUTPUT},
                paramLabel = "FORMAT",
                description = "Answer as text or json; default: text.")
        @Nullable
        public Format output;
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
