package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.answer.Failures;
import dev.kprov.cli.answer.Version;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
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
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The command line as a whole.
public final class KprovCommandLine {
    private static final String NAME = "kprov";
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
        // Only help needs all commands. Where one comes first, no option stands before it.
        boolean one = args.length > 0
                && COMMANDS.contains(args[0])
                && !List.of("help", "completion").contains(args[0]);
        CommandLine line = new CommandLine(one ? CommandSpec.create().name(NAME) : new Root().spec());
        for (String name : one ? List.of(args[0]) : COMMANDS) {
            line.addSubcommand(name, command(name, session));
        }
        return line;
    }

    private static CommandSpec command(String name, Session session) {
        return switch (name) {
            case "doctor" -> new DoctorCommand(session).spec();
            case "init" -> new InitCommand(session).spec();
            case "validate" -> new ValidateCommand(session).spec();
            case "trust" -> new TrustCommand(session).spec();
            case "plan" -> new PlanCommand(session).spec();
            case "up" -> new UpCommand(session).spec();
            case "upgrade" -> new UpgradeCommand(session).spec();
            case "verify" -> new VerifyCommand(session).spec();
            case "diagnose" -> new DiagnoseCommand(session).spec();
            case "down" -> new DownCommand(session).spec();
            case "node" -> new NodeCommand(session).spec();
            case "ci" -> new CiCommand(session).spec();
            case "status" -> new StatusCommand(session).spec();
            case "kubeconfig" -> new KubeconfigCommand(session).spec();
            case "profiles" -> new ProfilesCommand(session).spec();
            case "runs" -> new RunsCommand(session).spec();
            case "version" -> new VersionCommand(session).spec();
            case "completion" -> new CompletionCommand(session).spec();
            case "help" -> new HelpCommand(session).spec();
            default -> throw new IllegalArgumentException("no command is called " + name);
        };
    }

    /// `kprov` without a command.
    private static final class Root {
        private final OptionSpec version = flag("Print the version and exit.", "--version");
        private final CommandSpec spec = Syntax.of(
                        this::call,
                        NAME,
                        "Creates Kubernetes clusters with the installers people already trust, and proves that they"
                                + " work.")
                .with(version)
                .with(Group.CLUSTER, Group.WISH, Group.PACE, Group.SCREEN)
                .footer("", "Exit codes: kprov help exit-codes")
                .needsCommand()
                .build();

        CommandSpec spec() {
            return spec;
        }

        private int call() {
            CommandLine line = spec.commandLine();
            if (on(version)) {
                line.getOut().println(Version.current().text());
                return 0;
            }
            line.usage(line.getErr());
            return 2;
        }
    }

    /// `kprov version` alone is answered by `Kprov` without picocli; this is the same for all who give options.
    private static final class VersionCommand {
        private final Session session;
        private final CommandSpec spec = Syntax.of(
                        this::call, "version", "Print the versions of kprov and of its Java.")
                .with(Group.ANSWER)
                .build();

        VersionCommand(Session session) {
            this.session = session;
        }

        CommandSpec spec() {
            return spec;
        }

        private int call() {
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
