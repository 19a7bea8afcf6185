package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.option;

import dev.kprov.cli.ci.Artifacts;
import dev.kprov.cli.ci.Flags;
import dev.kprov.cli.ci.Job;
import dev.kprov.cli.ci.Order;
import dev.kprov.cli.ci.RunDir;
import dev.kprov.cli.ci.Testers;
import dev.kprov.cli.desk.Arguments;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.RemovalConsent;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.installer.Ground;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class CiCommand {
    private final OptionSpec artifacts = option(
            Path.class,
            "DIR",
            "Folder for junit.xml, report.json, summary.md and the logs; default: $ARTIFACTS, or _artifacts.",
            "--artifacts");
    private final OptionSpec timeout = option(
            String.class,
            "DURATION",
            "End all but the logs and the removal after that time, such as 45m, at most 24h; default: 1h.",
            "--timeout");
    private final OptionSpec staleAfter = option(
            String.class,
            "DURATION",
            "Remove clusters that jobs of this profile left behind and that are older than that, where the profile names a"
                    + " cluster for each run; default: 3h.",
            "--stale-after");
    private final Flags flags = new Flags();
    private final Session session;
    private final CommandSpec spec;

    CiCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "ci",
                        "Make a cluster and prove it, run a command against it, and remove it, whatever became of the"
                                + " command.",
                        "The command has KUBECONFIG, ARTIFACTS, KPROV_CLUSTER, KPROV_PROFILE, KPROV_INSTALLER and"
                                + " KPROV_RUN_ID. The exit code is the command's own when the cluster was good, else"
                                + " kprov's. A cluster of that name that is there is made anew. --up, --test and --down"
                                + " choose among the phases, as with kubetest2.")
                .with(artifacts, timeout, staleAfter)
                .with(flags.arguments())
                .with(Group.YES, Group.CLUSTER, Group.WISH, Group.PACE, Group.CARE, Group.BELIEF, Group.SCREEN)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException, IOException {
        Desk desk = new Desk(session, spec);
        Map<String, String> environment = session.surroundings().environment();
        Order.Phases phases = flags.phases();
        Order.Commands commands = flags.commands(Testers.of(environment));
        Optional<String> given = desk.request()
                .runId()
                .or(() -> Optional.ofNullable(environment.get("PROW_JOB_ID")).filter(id -> !id.isEmpty()));
        String runId = given.orElseGet(() -> String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt()));
        Wanted wanted = desk.wanted(desk.request().ofRun(runId));
        if (given.isEmpty() && !phases.up() && wanted.profile().namesByRun()) {
            throw new KprovException(whose());
        }
        Consent consent = phases.remove() ? consent(desk, wanted) : Consent.GIVEN;
        return job(desk, wanted, order(desk, phases, commands, runId, consent)).run();
    }

    private Order order(Desk desk, Order.Phases phases, Order.Commands commands, String runId, Consent consent) {
        Map<String, String> environment = session.surroundings().environment();
        Duration limit =
                desk.duration("--timeout", Arguments.<String>given(timeout).orElse("1h"));
        Duration stale = desk.duration(
                "--stale-after", Arguments.<String>given(staleAfter).orElse("3h"));
        Path kept = Artifacts.folder(given(artifacts), environment.getOrDefault("ARTIFACTS", ""));
        Path runFolder = RunDir.folder(
                flags.runDir(),
                environment.getOrDefault("KUBETEST2_RUN_DIR", ""),
                Optional.of(kept).filter(folder -> flags.runDirInArtifacts()),
                runId);
        return new Order(phases, commands, kept, runFolder, runId, limit, stale, consent);
    }

    private Job job(Desk desk, Wanted wanted, Order order) {
        return new Job(
                desk.provisioning(wanted),
                desk.chores(wanted),
                wanted,
                session.surroundings(),
                order,
                spec.commandLine().getErr());
    }

    private static Problem whose() {
        return Problem.of(
                ExitCode.USAGE,
                "it is not known which run's cluster is meant",
                "the profile names a cluster for each run, and without --up none is made",
                "add the --run-id of the run that made it");
    }

    /// A cluster that only this run can mean is its own to remove.
    private Consent consent(Desk desk, Wanted wanted) throws InterruptedException {
        boolean asks = wanted.installer().ground(wanted.profile()) != Ground.CONTROLLER
                || wanted.removalWord().isPresent() && !wanted.profile().namesByRun();
        return asks
                ? new RemovalConsent(session.surroundings().terminal(), "ci", wanted).of(desk.yes(), Optional.empty())
                : Consent.GIVEN;
    }
}
