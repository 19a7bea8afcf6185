package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.flag;
import static dev.kprov.cli.desk.Arguments.on;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.RemovalConsent;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.line.Provisioning.Manner;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.cli.request.Consent;
import dev.kprov.cli.request.Removal;
import dev.kprov.cli.request.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class DownCommand {
    private final OptionSpec purge = flag("Remove the packages too.", "--purge");
    private final Session session;
    private final CommandSpec spec;

    DownCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "down",
                        "Remove the cluster and its data from its hosts.",
                        "Asks first on a terminal; needs --yes elsewhere. The packages stay unless --purge is given.",
                        "With --limit, workers leave a cluster that goes on, and their nodes are deleted.")
                .with(purge)
                .with(Group.YES, Group.CLUSTER, Group.WISH, Group.PART, Group.PACE, Group.TURN, Group.CARE)
                .with(Group.BELIEF, Group.SCREEN, Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws InterruptedException {
        Desk desk = new Desk(session, spec);
        Request request = desk.request();
        Wanted wanted = desk.wanted(request);
        Consent consent = new RemovalConsent(session.surroundings().terminal(), "down", wanted)
                .of(desk.yes(), request.limit().map(limit -> limit.hosts(wanted.inventory())));
        return desk.answer(desk.provisioning(wanted)
                .down(new Removal(on(purge), false, consent), new Manner(desk.breaksLock(), false)));
    }
}
