package dev.kprov.cli;

import dev.kprov.cli.ci.Artifacts;
import dev.kprov.cli.ci.Flags;
import dev.kprov.cli.ci.Job;
import dev.kprov.cli.ci.Order;
import dev.kprov.cli.ci.RunDir;
import dev.kprov.cli.ci.Testers;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.RemovalConsent;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ci",
        description = {
            "Make a cluster and prove it, run a command against it, and remove it, whatever became of the command.",
            "The command has KUBECONFIG, ARTIFACTS, KPROV_CLUSTER, KPROV_PROFILE, KPROV_INSTALLER and KPROV_RUN_ID. The exit"
                    + " code is the command's own when the cluster was good, else kprov's. A cluster of that name that is"
                    + " there is made anew. --up, --test and --down choose among the phases, as with kubetest2."
        })
final class CiCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description = "Folder for junit.xml, report.json, summary.md and the logs; default: $ARTIFACTS, or"
                    + " _artifacts.")
    @Nullable
    Path artifacts;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "End all but the logs and the removal after that time, such as 45m, at most 24h; default: 1h.")
    String timeout = "1h";

    @Option(
            names = "--stale-after",
            paramLabel = "DURATION",
            description =
                    "Remove clusters that jobs of this profile left behind and that are older than that, where the"
                            + " profile names a cluster for each run; default: 3h.")
    String staleAfter = "3h";

    @Mixin
    Options.Yes yes;

    @Mixin
    Flags flags;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Pace pace;

    @Mixin
    Options.Care care;

    @Mixin
    Options.Belief belief;

    @Mixin
    Options.Screen screen;

    @Mixin
    Options.Help help;

    private final Session session;

    CiCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
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
        Consent consent = phases.remove() ? consent(wanted) : Consent.GIVEN;
        return job(desk, wanted, order(desk, phases, commands, runId, consent)).run();
    }

    private Order order(Desk desk, Order.Phases phases, Order.Commands commands, String runId, Consent consent) {
        Map<String, String> environment = session.surroundings().environment();
        Duration limit = desk.duration("--timeout", timeout);
        Duration stale = desk.duration("--stale-after", staleAfter);
        Path kept = Artifacts.folder(Optional.ofNullable(artifacts), environment.getOrDefault("ARTIFACTS", ""));
        Path runFolder = RunDir.folder(
                Optional.ofNullable(flags.runDir),
                environment.getOrDefault("KUBETEST2_RUN_DIR", ""),
                Optional.of(kept).filter(folder -> flags.runDirInArtifacts),
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
    private Consent consent(Wanted wanted) throws InterruptedException {
        boolean asks = wanted.installer().ground(wanted.profile()) != Ground.CONTROLLER
                || wanted.removalWord().isPresent() && !wanted.profile().namesByRun();
        return asks
                ? new RemovalConsent(session.surroundings().terminal(), "ci", wanted).of(yes.name(), Optional.empty())
                : Consent.GIVEN;
    }
}
