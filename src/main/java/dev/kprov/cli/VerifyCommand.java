package dev.kprov.cli;

import dev.kprov.cli.desk.ContextOptions;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.line.Stranger;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Request;
import dev.kprov.profile.Verification;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Discovery;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Check that the cluster is what is wanted and works.",
            "With --kubeconfig or --context and no profile it is any cluster: what it has must work, and what the other"
                    + " options say must hold. Exits with 0 only when all checks passed that apply."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int MOST_NODES = 100_000;

    @Spec
    CommandSpec spec;

    @Mixin
    ContextOptions way;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "How many nodes a cluster without a profile must have; default: any number but none.")
    @Nullable
    Integer nodes;

    @Option(
            names = "--kubernetes-version",
            paramLabel = "VERSION",
            description =
                    "What the kubelets of a cluster without a profile must be, such as 1.36.4; default: anything.")
    @Nullable
    String kubernetesVersion;

    @Mixin
    Rigour rigour;

    @Option(
            names = Options.WATCH,
            description = {
                "Show how every check stands until all are good or time is up.",
                "On a terminal in place, elsewhere a line for each change."
            })
    boolean watch;

    @Option(
            names = "--rbac",
            description = "Print the ClusterRole that lets somebody verify a cluster at this --level, and end.")
    boolean rbac;

    @Mixin
    Options.Cluster cluster;

    @Mixin
    Options.Wish wish;

    @Mixin
    Options.Belief belief;

    @Mixin
    Options.Screen screen;

    @Option(
            names = {"-o", Options.OUTPUT},
            paramLabel = "FORMAT",
            description = "Answer as text, json, junit (XML) or markdown; default: text.")
    @Nullable
    Form output;

    @Mixin
    Options.Help help;

    /// The form of the answer; the constants are what the user types.
    enum Form {
        text(""),
        json("report.json"),
        junit("junit.xml"),
        markdown("summary.md");

        /// Of the run's folder, that is the answer.
        private final String file;

        Form(String file) {
            this.file = file;
        }
    }

    private final Session session;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (rbac) {
            spec.commandLine().getOut().print(Verifier.clusterRole(rigour.level()));
            spec.commandLine().getOut().flush();
            return 0;
        }
        Desk desk = new Desk(session, spec);
        Request request = desk.request();
        Optional<Context> given = way.given(session.surroundings());
        if (given.isPresent()
                && request.profile().isEmpty()
                && request.givenInventory().isEmpty()) {
            return stranger(desk, given.get());
        }
        if (nodes != null || kubernetesVersion != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--nodes and --kubernetes-version are for a cluster without a profile; give --kubeconfig or"
                            + " --context, and neither profile nor inventory");
        }
        return answered(
                desk,
                desk.provisioning(
                                desk.wanted(request).verifying(usual -> rigour.of(usual, desk), rigour.deadline(desk)))
                        .verify(given));
    }

    private int answered(Desk desk, Ending ending) {
        return desk.answer(
                ending, Optional.ofNullable(output).map(form -> form.file).filter(file -> !file.isEmpty()));
    }

    /// Verifies a cluster that no profile describes.
    private int stranger(Desk desk, Context meant) {
        if (!rigour.otherNodes.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--other-nodes is for a cluster with an inventory; without one any node may be there, or --nodes"
                            + " says how many");
        }
        Discovery.Demands demands = new Discovery.Demands(
                count(desk),
                Optional.ofNullable(kubernetesVersion).map(text -> text.replaceFirst("^v", "")),
                rigour.of(Verification.DEFAULT, desk),
                rigour.deadline(desk).orElse(DEADLINE));
        Stranger stranger = new Stranger(
                ContextOptions.label(desk.parts().contextName(meant)),
                meant,
                desk.parts(),
                desk.request(),
                session.surroundings().clock(),
                spec.commandLine().getErr());
        return answered(desk, stranger.verify(new Discovery(demands), again(meant)));
    }

    private OptionalInt count(Desk desk) {
        return nodes == null ? OptionalInt.empty() : OptionalInt.of(desk.wholeNumber("--nodes", nodes, 1, MOST_NODES));
    }

    private String again(Context meant) {
        return "kprov verify" + ContextOptions.again(meant)
                + rigour.again()
                + (nodes == null ? "" : " --nodes " + nodes)
                + (kubernetesVersion == null ? "" : " --kubernetes-version " + Request.quoted(kubernetesVersion));
    }
}
