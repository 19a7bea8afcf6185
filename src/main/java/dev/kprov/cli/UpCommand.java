package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.RemovalConsent;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.Removal;
import dev.kprov.cli.request.Request;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class UpCommand {
    private final OptionSpec fresh = flag(
            "Start over: end what earlier runs left running, remove the cluster and its data from its hosts as down does,"
                    + " and create it anew. Asks first on a terminal; needs --yes elsewhere.",
            "--fresh",
            "--recreate");
    private final Session session;
    private final CommandSpec spec;

    UpCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "up",
                        "Create the cluster and prove that it works.",
                        "What is already as wanted is left alone. Exits with 0 only when all checks passed.")
                .with(fresh)
                .with(Group.YES, Group.PART, Group.CHANGE)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Request request = desk.request();
        Wanted wanted = desk.wanted(request);
        if (on(fresh) && request.limit().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--fresh starts over with all hosts, so that " + Options.LIMIT + " cannot go with it");
        }
        Optional<Removal> first = Optional.empty();
        if (on(fresh)) {
            Consent consent = new RemovalConsent(session.surroundings().terminal(), "up --fresh", wanted)
                    .of(desk.yes(), Optional.empty());
            first = Optional.of(new Removal(false, false, consent));
        }
        return desk.answer(desk.provisioning(wanted).up(first, desk.manner()));
    }
}
