package dev.kprov.cli;

import dev.kprov.cli.ci.Artifacts;
import dev.kprov.cli.ci.Job;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Confirmation;
import dev.kprov.cli.request.Request;
import dev.kprov.installer.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ci",
        description = {
            "Make a cluster and prove it, run a command against it, and remove it, whatever became of the command.",
            "The command has KUBECONFIG, ARTIFACTS, KPROV_CLUSTER, KPROV_PROFILE, KPROV_INSTALLER and KPROV_RUN_ID. The exit"
                    + " code is the command's own when the cluster was good, else kprov's. A cluster of that name that is"
                    + " there is made anew."
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
            description = "End the cluster's making and the command after that time, such as 45m, at most 24h; default:"
                    + " 1h.")
    String timeout = "1h";

    @Option(
            names = "--stale-after",
            paramLabel = "DURATION",
            description =
                    "Remove clusters that jobs of this profile left behind and that are older than that, where the"
                            + " profile names a cluster for each run; default: 3h.")
    String staleAfter = "3h";

    @Option(names = "--keep", description = "Leave the cluster there in the end.")
    boolean keep;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a cluster on the hosts of an inventory is removed and made anew.")
    boolean yes;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments, behind --.")
    List<String> command = List.of();

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
        Request request = desk.request();
        String runId = request.runId()
                .or(() -> Optional.ofNullable(environment.get("PROW_JOB_ID")).filter(id -> !id.isEmpty()))
                .orElseGet(() -> String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt()));
        Wanted wanted = desk.wanted(request.ofRun(runId));
        if (!yes && wanted.installer().ground(wanted.profile()) != Ground.CONTROLLER) {
            new Confirmation(session.surroundings().terminal()).ofRemoving("ci", wanted.inventory(), Optional.empty());
        }
        Job.Order order = new Job.Order(
                command,
                Artifacts.folder(Optional.ofNullable(artifacts), environment.getOrDefault("ARTIFACTS", "")),
                runId,
                desk.duration("--timeout", timeout),
                desk.duration("--stale-after", staleAfter),
                keep);
        return new Job(
                        desk.provisioning(wanted),
                        desk.chores(wanted),
                        wanted,
                        session.surroundings(),
                        order,
                        spec.commandLine().getErr())
                .run();
    }
}
