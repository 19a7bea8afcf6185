package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.on;
import static dev.kprov.cli.desk.Arguments.option;

import dev.kprov.cli.desk.Arguments;
import dev.kprov.cli.desk.ContextOptions;
import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class VerifyCommand {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int MOST_NODES = 100_000;

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

    private final ContextOptions way = new ContextOptions();
    private final Rigour rigour = new Rigour();
    private final OptionSpec nodes = option(
            Integer.class,
            "N",
            "How many nodes a cluster without a profile must have; default: any number but none.",
            "--nodes");
    private final OptionSpec kubernetesVersion = option(
            String.class,
            "VERSION",
            "What the kubelets of a cluster without a profile must be, such as 1.36.4; default: anything.",
            "--kubernetes-version");
    private final OptionSpec watch = flag(
            "Show how every check stands until all are good or time is up.%n"
                    + "On a terminal in place, elsewhere a line for each change.",
            Options.WATCH);
    private final OptionSpec rbac =
            flag("Print the ClusterRole that lets somebody verify a cluster at this --level, and end.", "--rbac");
    private final OptionSpec output = option(
            Form.class,
            "FORMAT",
            "Answer as text, json, junit (XML) or markdown; default: text.",
            "-o",
            Options.OUTPUT);
    private final Session session;
    private final CommandSpec spec;

    VerifyCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "verify",
                        "Check that the cluster is what is wanted and works.",
                        "With --kubeconfig or --context and no profile it is any cluster: what it has must work, and what"
                                + " the other options say must hold. Exits with 0 only when all checks passed that apply.")
                .with(way.options())
                .with(nodes, kubernetesVersion, watch, rbac, output)
                .with(rigour.options())
                .with(Group.CLUSTER, Group.WISH, Group.BELIEF, Group.SCREEN)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() {
        if (on(rbac)) {
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
        if (given(nodes).isPresent() || given(kubernetesVersion).isPresent()) {
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
                ending, Arguments.<Form>given(output).map(form -> form.file).filter(file -> !file.isEmpty()));
    }

    /// Verifies a cluster that no profile describes.
    private int stranger(Desk desk, Context meant) {
        if (!rigour.otherNodes().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--other-nodes is for a cluster with an inventory; without one any node may be there, or --nodes"
                            + " says how many");
        }
        Discovery.Demands demands = new Discovery.Demands(
                count(desk),
                Arguments.<String>given(kubernetesVersion).map(text -> text.replaceFirst("^v", "")),
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
        return Arguments.<Integer>given(nodes)
                .map(number -> OptionalInt.of(desk.wholeNumber("--nodes", number, 1, MOST_NODES)))
                .orElse(OptionalInt.empty());
    }

    private String again(Context meant) {
        return "kprov verify" + ContextOptions.again(meant)
                + rigour.again()
                + given(nodes).map(number -> " --nodes " + number).orElse("")
                + Arguments.<String>given(kubernetesVersion)
                        .map(version -> " --kubernetes-version " + Request.quoted(version))
                        .orElse("");
    }
}
