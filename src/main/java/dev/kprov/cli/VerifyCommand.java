package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.ending.Ending;
import dev.kprov.cli.line.Stranger;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Request;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Verification;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.api.KubeApi.Context;
import dev.kprov.verify.judge.Discovery;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster's kubeconfig; default: the one that up fetched, or with --context kubectl's.")
    @Nullable
    Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The context in it; default: its current one.")
    @Nullable
    String context;

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
        Optional<Context> given = given();
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
                label(desk.parts().contextName(meant)),
                meant,
                desk.parts(),
                desk.request(),
                session.surroundings().clock(),
                spec.commandLine().getErr());
        return answered(desk, stranger.verify(new Discovery(demands), again(meant)));
    }

    /// Empty when the cluster is the one of the state folder.
    private Optional<Context> given() {
        if (kubeconfig == null && context == null) {
            return Optional.empty();
        }
        Path file = kubeconfig == null ? onlyOne() : kubeconfig;
        return Optional.of(new Context(file, Optional.ofNullable(context)));
    }

    /// kubectl's own file. Which of several has the context is not guessed.
    private Path onlyOne() {
        String several = session.surroundings().environment().getOrDefault("KUBECONFIG", "");
        long count = Stream.of(several.split(File.pathSeparator, -1))
                .filter(file -> !file.isEmpty())
                .count();
        if (count > 1) {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    "KUBECONFIG names " + count + " files",
                    "which of them has the context is not guessed: it could be another cluster's",
                    "name the file: --kubeconfig FILE"));
        }
        return session.surroundings().kubectlFile();
    }

    private OptionalInt count(Desk desk) {
        return nodes == null ? OptionalInt.empty() : OptionalInt.of(desk.wholeNumber("--nodes", nodes, 1, MOST_NODES));
    }

    private String again(Context meant) {
        return "kprov verify --kubeconfig " + Request.quoted(meant.kubeconfig().toString())
                + meant.name().map(name -> " --context " + Request.quoted(name)).orElse("")
                + rigour.again()
                + (nodes == null ? "" : " --nodes " + nodes)
                + (kubernetesVersion == null ? "" : " --kubernetes-version " + Request.quoted(kubernetesVersion));
    }

    /// A context may be called anything, e.g. `gke_project_zone_name`.
    private static String label(String name) {
        String label =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = label.substring(0, Math.min(label.length(), 60)).replaceAll("-$", "");
        return cut.isEmpty() ? "cluster" : cut;
    }
}
