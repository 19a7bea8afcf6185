package dev.kprov.cli;

import dev.kprov.cli.answer.Failures;
import dev.kprov.cli.answer.Version;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.node.NodeCommand;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.PathWord;
import dev.kprov.cli.tell.CompletionCommand;
import dev.kprov.cli.tell.DoctorCommand;
import dev.kprov.cli.tell.ProfilesCommand;
import dev.kprov.cli.tell.RunsCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command line as a whole.
public final class KprovCommandLine {
    static final List<String> COMMANDS = List.of(
            "doctor",
            "init",
            "validate",
            "trust",
            "plan",
            "up",
            "upgrade",
            "verify",
            "diagnose",
            "down",
            "node",
            "ci",
            "status",
            "kubeconfig",
            "profiles",
            "runs",
            "version",
            "completion",
            "help");

    private KprovCommandLine() {}

    /// Runs one command and returns its exit code. Answers go to `out`, everything else to `err`.
    public static int run(Session session, PrintWriter out, PrintWriter err, String... args) {
        Failures failures = new Failures(out, err, Options.wantJson(args));
        try {
            return create(session, args)
                    .registerConverter(Path.class, new PathWord())
                    .setOut(out)
                    .setErr(err)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                    .setParameterExceptionHandler(failures)
                    .setExecutionExceptionHandler(failures)
                    .execute(args);
        } catch (Error e) {
            // picocli hands on exceptions only
            return failures.tell(e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static CommandLine create(Session session, String... args) {
        // Building one command takes picocli tens of milliseconds; only help needs them all. Where one comes first, no
        // option stands before it.
        boolean one = args.length > 0
                && COMMANDS.contains(args[0])
                && !List.of("help", "completion").contains(args[0]);
        CommandLine line = one ? new CommandLine(CommandSpec.create().name("kprov")) : new CommandLine(new Root());
        for (String name : one ? List.of(args[0]) : COMMANDS) {
            line.addSubcommand(name, command(name, session));
        }
        return line;
    }

    private static Object command(String name, Session session) {
        return switch (name) {
            case "doctor" -> new DoctorCommand(session);
            case "init" -> new InitCommand(session);
            case "validate" -> new ValidateCommand(session);
            case "trust" -> new TrustCommand(session);
            case "plan" -> new PlanCommand(session);
            case "up" -> new UpCommand(session);
            case "upgrade" -> new UpgradeCommand(session);
            case "verify" -> new VerifyCommand(session);
            case "diagnose" -> new DiagnoseCommand(session);
            case "down" -> new DownCommand(session);
            case "node" -> NodeCommand.line(session);
            case "ci" -> new CiCommand(session);
            case "status" -> new StatusCommand(session);
            case "kubeconfig" -> new KubeconfigCommand(session);
            case "profiles" -> new ProfilesCommand(session);
            case "runs" -> new RunsCommand(session);
            case "version" -> new VersionCommand(session);
            case "completion" -> new CompletionCommand(session);
            case "help" -> new HelpCommand(session);
            default -> throw new IllegalArgumentException("no command is called " + name);
        };
    }

    /// `kprov` without a command.
    @Command(
            name = "kprov",
            description = "Creates Kubernetes clusters with the installers people already trust, and proves that they"
                    + " work.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {"", "Exit codes: kprov help exit-codes"})
    static final class Root implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        Options.Cluster cluster;

        @Mixin
        Options.Wish wish;

        @Mixin
        Options.Pace pace;

        @Mixin
        Options.Screen screen;

        @Option(names = "--version", description = "Print the version and exit.")
        boolean version;

        @Mixin
        Options.Help help;

        @Override
        public Integer call() {
            CommandLine line = spec.commandLine();
            if (version) {
                line.getOut().println(Version.current().text());
                return 0;
            }
            line.usage(line.getErr());
            return 2;
        }
    }

    /// `kprov version` alone is answered by `Kprov` without picocli; this is the same for all who give options.
    @Command(name = "version", description = "Print the versions of kprov and of its Java.")
    static final class VersionCommand implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        Options.Answer answer;

        @Mixin
        Options.Help help;

        private final Session session;

        VersionCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Version version = Version.current();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("version", version.number());
            map.put("commit", version.commit());
            map.put("java", version.java());
            new Desk(session, spec).answer(version.text(), map);
            return 0;
        }
    }
}
