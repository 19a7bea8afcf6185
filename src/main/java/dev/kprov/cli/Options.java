package dev.kprov.cli;

import dev.kprov.cli.scope.Limit;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that several commands share. They may also stand before the command: `kprov -i other.yaml up`.
final class Options {
    static final String INVENTORY = "--inventory";
    static final String PROFILE = "--profile";
    static final String STATE = "--state-dir";
    static final String PARALLEL = "--parallel";
    static final String LIMIT = Limit.OPTION;
    static final String ON_FAILURE = "--on-failure";
    static final String ACCEPT_NEW_HOST_KEYS = "--accept-new-host-keys";
    static final String VERBOSE = "--verbose";
    static final String QUIET = "--quiet";
    static final String NO_COLOR = "--no-color";
    static final String OUTPUT = "--output";

    private Options() {}

    /// The form of an answer; the constants are what the user types.
    enum Format {
        text,
        json
    }

    /// Help, for every command.
    static final class Help {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        boolean help;
    }

    /// Which cluster.
    static final class Cluster {
        @Option(
                names = {"-i", INVENTORY},
                paramLabel = "FILE",
                description = "The hosts; default: inventory.yaml.")
        @Nullable
        Path inventory;

        @Mixin
        Store store;
    }

    /// Where runs are kept.
    static final class Store {
        @Option(names = STATE, paramLabel = "FOLDER", description = "Folder of runs and kubeconfigs; default: .kprov.")
        @Nullable
        Path state;
    }

    /// What cluster is wanted.
    static final class Wish {
        @Option(
                names = {"-p", PROFILE},
                paramLabel = "NAME|FILE",
                description = "The cluster that is wanted; default: the one that was last brought up.")
        @Nullable
        String profile;
    }

    /// How much is shown.
    static final class Screen {
        @Option(
                names = {"-v", VERBOSE},
                description = "Show what the hosts print.")
        @Nullable
        Boolean verbose;

        @Option(names = QUIET, description = "Show only problems and the verdict.")
        @Nullable
        Boolean quiet;

        @Option(names = NO_COLOR, description = "Use no colours; the variable NO_COLOR does the same.")
        @Nullable
        Boolean noColor;
    }

    /// How many hosts at the same time.
    static final class Pace {
        @Option(
                names = PARALLEL,
                paramLabel = "N",
                description = "Work on at most N hosts at the same time, 1 to 1000; default: 50.")
        @Nullable
        Integer parallel;
    }

    /// Which of the hosts.
    static final class Part {
        @Option(
                names = LIMIT,
                paramLabel = "HOST[,HOST]",
                description = "Change only these hosts, such as worker-3 or worker-*; default: all.")
        @Nullable
        String limit;
    }

    /// Whom to believe.
    static final class Belief {
        @Option(
                names = ACCEPT_NEW_HOST_KEYS,
                description = "Accept host keys that are not known yet, and add them to known_hosts;"
                        + " changed ones are still refused.")
        @Nullable
        Boolean acceptNew;
    }

    /// Whose turn it is.
    static final class Turn {
        @Option(
                names = "--break-lock",
                description = "Put aside the lock of a run that has given no sign of life for a minute.")
        boolean breakLock;
    }

    /// What a failure means for the rest of the run.
    static final class Care {
        @Option(
                names = ON_FAILURE,
                paramLabel = "POLICY",
                description = {
                    "After a failed step: stop begins no other, finish does all that does not depend on it,"
                            + " tolerate=N goes on without up to N workers; default: what the profile says, or finish."
                })
        @Nullable
        String onFailure;
    }

    /// The form of the answer.
    static final class Answer {
        @Option(
                names = {"-o", OUTPUT},
                paramLabel = "FORMAT",
                description = "Answer as text or json; default: text.")
        @Nullable
        Format output;
    }

    /// Asked of the words themselves, because a command line that cannot be parsed may still ask for JSON.
    static boolean wantJson(String... args) {
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
